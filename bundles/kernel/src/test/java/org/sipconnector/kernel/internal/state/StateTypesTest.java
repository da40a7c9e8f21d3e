/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.chart.Position;

/** What states consist of crosses as bytes, in the shape former kernels wrote and read. */
class StateTypesTest {

    record Scalars(boolean on, int few, long many, double part, String text, Integer boxed) {}

    record Optionals(OptionalInt few, OptionalLong many, OptionalDouble part, Optional<String> text, Optional<Duration> time,
            Optional<UserAgentId> agent) {}

    record Times(Instant at, Duration after, Duration before) {}

    record Many(List<UserAgentId> agents, Set<String> names, Map<String, Instant> seen, Map<String, List<Optionals>> deep,
            Map<String, Object> any) {}

    record Charted(Position<Transport, Times> position, Optional<Charted> inner) {}

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final Times TIMES = new Times(AT, Duration.ofSeconds(3), Duration.ofNanos(-1_500_000_001));
    private static final Optionals FULL = new Optionals(OptionalInt.of(3), OptionalLong.of(1L << 40), OptionalDouble.of(0.5),
            Optional.of("text"), Optional.of(Duration.ZERO), Optional.of(new UserAgentId("ua")));
    private static final Optionals EMPTY = new Optionals(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    private static final ObjectMapper FORMER = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    static Stream<Record> states() {
        return Stream.of(new Scalars(true, -3, 1L << 40, 0.25, "tëxt", 7), new Scalars(false, 0, 0, 0, null, null), FULL, EMPTY,
                TIMES, new Times(null, null, Duration.ofHours(3)),
                new Many(List.of(new UserAgentId("a"), new UserAgentId("b")), Set.of("one"), Map.of("x", AT),
                        Map.of("y", List.of(FULL, EMPTY)),
                        Map.of("i", 1, "l", 1L << 40, "d", 2.5, "s", "t", "b", true, "list", List.of(1, "a"), "map", Map.of("k", 1))),
                new Many(List.of(), Set.of(), Map.of(), Map.of(), Map.of()),
                new Charted(new Position<>(Transport.TLS, TIMES), Optional.of(new Charted(new Position<>(Transport.WS, TIMES), Optional.empty()))));
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateIsReadBackAsItWas(Record state) {
        assertThat(Handover.fromBytes(Handover.of(1, state).toBytes()).as(state.getClass())).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStateIsWrittenAsFormerKernelsWroteIt(Record state) {
        JsonNode former = FORMER.valueToTree(state);

        assertThat(HandoverCodec.toTree(state).equals(StateTypesTest::sameNumber, former)).as("%s", former).isTrue();
    }

    private static int sameNumber(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    }

    @Test
    void whatIsNullInAListStaysNull() {
        record Holes(List<String> texts) {}
        Holes holes = new Holes(Arrays.asList("a", null));

        assertThat(Handover.fromBytes(Handover.of(1, holes).toBytes()).as(Holes.class)).isEqualTo(holes);
    }

    @Test
    void whatDoesNotFitIsRefusedByTheNameOfTheComponent() {
        record Before(String after) {}
        record Now(Duration after) {}

        assertThatThrownBy(() -> Handover.fromBytes(Handover.of(1, new Before("soon")).toBytes()).as(Now.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Now").hasMessageContaining("after");
    }

    @Test
    void anUnknownConstantIsRefused() {
        record Before(String transport) {}
        record Now(Transport transport) {}

        assertThatThrownBy(() -> Handover.fromBytes(Handover.of(1, new Before("SMOKE")).toBytes()).as(Now.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("SMOKE").hasMessageContaining("Transport");
    }

    @Test
    void aTypeThatNoStateMayHaveIsNamed() {
        record Strange(URI where) {}

        assertThatThrownBy(() -> Handover.of(1, new Strange(URI.create("sip:a"))).toBytes())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.net.URI");
    }

    @Test
    void aSecretIsNotHandedOver() {
        record Careless(Secret password) {}
        byte[] bytes = Handover.of(1, new Careless(Secret.of("c2VjcmV0"))).toBytes();

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("c2VjcmV0");
        assertThatThrownBy(() -> Handover.fromBytes(bytes).as(Careless.class)).hasMessageContaining("Lane.keep");
    }
}
