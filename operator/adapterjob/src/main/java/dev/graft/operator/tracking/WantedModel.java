package dev.graft.operator.tracking;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;

/**
 * A version of a registered model that an AdapterJob refers to.
 *
 * @param job the AdapterJob, told when there is news
 * @param server that has the model
 * @param uri of the version, such as {@code models:/NAME@ALIAS}
 */
public record WantedModel(ResourceID job, URI server, String uri) {}
