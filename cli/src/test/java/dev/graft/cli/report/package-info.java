/** Tests of the page about a job. */
@NullMarked
package dev.graft.cli.report;

import org.jspecify.annotations.NullMarked;
