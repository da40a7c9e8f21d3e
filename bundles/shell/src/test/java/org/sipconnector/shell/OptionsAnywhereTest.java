package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.junit.jupiter.api.Test;

class OptionsAnywhereTest {

    @Test
    void everyOptionWithoutAValueIsKnownToTheParser() {
        Set<String> flags = Commands.commands().stream().flatMap(OptionsAnywhereTest::options)
                .filter(field -> field.getType() == boolean.class).map(field -> field.getAnnotation(Option.class).name())
                .collect(Collectors.toSet());

        assertThat(OptionsAnywhere.FLAGS).containsAll(flags);
    }

    @Test
    void noOptionWithAValueIsTakenForOneWithout() {
        List<String> valued = Commands.commands().stream().flatMap(OptionsAnywhereTest::options)
                .filter(field -> field.getType() != boolean.class).map(field -> field.getAnnotation(Option.class).name()).toList();

        assertThat(OptionsAnywhere.FLAGS).doesNotContainAnyElementsOf(valued);
    }

    @Test
    void everyCommandUsesTheParser() {
        assertThat(Commands.commands()).allSatisfy(type ->
                assertThat(type.getAnnotation(Parsing.class)).as(type.getSimpleName()).isNotNull());
    }

    @Test
    void optionsMoveBeforeTheArgumentsWithTheirValues() {
        assertThat(reordered("sip:call demo 600 --timeout 5 --no-redial")).isEqualTo("sip:call --timeout 5 --no-redial demo 600");
        assertThat(reordered("sip:trace demo --off")).isEqualTo("sip:trace --off demo");
        assertThat(reordered("sip:call --timeout=5 demo 600")).isEqualTo("sip:call --timeout=5 demo 600");
        assertThat(reordered("sip:dtmf demo 12#")).isEqualTo("sip:dtmf demo 12#");
        assertThat(reordered("sip:call demo 600 --timeout")).isEqualTo("sip:call demo 600 --timeout");
    }

    private static String reordered(String line) {
        OptionsAnywhere parser = new OptionsAnywhere();
        return parser.preprocess(null, parser.parse(null, line, line.length()));
    }

    private static Stream<Field> options(Class<?> command) {
        return Stream.<Class<?>>iterate(command, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields())).filter(field -> field.isAnnotationPresent(Option.class));
    }
}
