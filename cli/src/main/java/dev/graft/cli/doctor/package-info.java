/**
 * What this machine has and lacks for Graft, each with the remedy.
 *
 * <p>Belongs here: one check per thing Graft needs or can use. Start at {@link
 * dev.graft.cli.doctor.Checks}.
 */
@NullMarked
package dev.graft.cli.doctor;

import org.jspecify.annotations.NullMarked;
