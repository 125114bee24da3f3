package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MethodTest {

  @Test
  void isNamedAfterTheOneMemberGiven() throws ReflectiveOperationException {
    var members = Method.class.getRecordComponents();
    var constructor = Method.class.getDeclaredConstructors()[0];
    for (int given = 0; given < members.length; given++) {
      Object[] arguments = new Object[members.length];
      arguments[given] = sample(members[given].getType());

      Method method = (Method) constructor.newInstance(arguments);

      assertThat(method.memberName()).isEqualTo(members[given].getName());
    }
  }

  @Test
  void titlesTellMethodsOfDifferentParametersApart() {
    Method narrow = new Method(new Method.Houlsby(8), null, null, null);
    Method wide = new Method(new Method.Houlsby(16), null, null, null);

    assertThat(narrow.title()).isEqualTo("Houlsby 8");
    assertThat(wide.title()).isEqualTo("Houlsby 16");
    assertThat(new Method(null, null, null, new Method.Empty()).title()).isEqualTo("Zero-shot");
  }

  /** An instance with every parameter at a small number. */
  private static Object sample(Class<?> member) throws ReflectiveOperationException {
    var constructor =
        Arrays.stream(member.getDeclaredConstructors())
            .filter(c -> c.getParameterCount() == member.getRecordComponents().length)
            .findFirst()
            .orElseThrow();
    return constructor.newInstance(
        IntStream.range(0, constructor.getParameterCount()).mapToObj(i -> (Object) 8).toArray());
  }
}
