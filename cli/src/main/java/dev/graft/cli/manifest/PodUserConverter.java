package dev.graft.cli.manifest;

import dev.graft.operator.resources.PodUser;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the user of pods. */
final class PodUserConverter implements ITypeConverter<PodUser> {
  @Override
  public PodUser convert(String text) {
    return PodUser.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no user of pods: give it the number of one that is not root, or %s"
                        .formatted(text, PodUser.CLUSTER)));
  }
}
