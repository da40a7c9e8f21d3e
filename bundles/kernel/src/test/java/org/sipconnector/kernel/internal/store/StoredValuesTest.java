/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Secret;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.store.ProcessRestarted;
import org.sipconnector.spi.store.ProcessRestartedException;

/** Values of the API come back as they were; what is a client's own comes back as what still works. */
class StoredValuesTest {

    private static final ConnectorConfiguration CONFIGURATION = ConnectorConfiguration.builder("office").server("sip.example.org")
            .account("1001", Secret.of("pass")).build();

    static Stream<Object> data() {
        return Stream.of("text", true, 7, 7L, 0.25, Instant.parse("2026-01-01T00:00:00.5Z"), Duration.ofMillis(1_500), Optional.of("x"),
                Optional.empty(), OptionalInt.of(1), OptionalInt.empty(), OptionalLong.of(2), OptionalDouble.of(0.5), OptionalDouble.empty(),
                List.of(1, "two"), Set.of("a", "b"), Map.of("key", List.of()), CallState.IN_CALL, Secret.of("hidden"), CONFIGURATION,
                CONFIGURATION.parameters(), MutedMedia.NONE,
                CallParameters.to("600").withHeaders(List.of(new Header("X-Own", "value")))
                        .withStream(LocalStream.of("main", Optional.of("tone:440"), Optional.empty())),
                new ProcessRestarted(Instant.EPOCH, false), SipFailure.response(486, "Busy Here", List.of()),
                Path.of("/tmp/trace.pcap"), new InetSocketAddress("127.0.0.1", 9060));
    }

    @ParameterizedTest
    @MethodSource("data")
    void dataComesBackAsItWas(Object value) {
        assertThat(StoredValues.read(StoredValues.write(value))).isEqualTo(value);
    }

    @Test
    void bytesComeBackAsTheyWere() {
        assertThat(StoredValues.read(StoredValues.write(new byte[] {1, -2, 3}))).isEqualTo(new byte[] {1, -2, 3});
    }

    @Test
    void aClientsSupplierComesBackAsOneThatFails() {
        Supplier<CompletionStage<String>> own = () -> CompletableFuture.completedStage("own");

        Supplier<?> read = (Supplier<?>) StoredValues.read(StoredValues.write(own));

        assertThat((CompletableFuture<?>) read.get()).isCompletedExceptionally().failsWithin(Duration.ZERO)
                .withThrowableThat().withCauseInstanceOf(ProcessRestartedException.class);
    }

    @Test
    void aClientsPolicyComesBackAsTheStandardOne() {
        RedialPolicy own = new RedialPolicy() {
            @Override
            public boolean canRetry(Throwable error) {
                return false;
            }
        };

        assertThat(StoredValues.read(StoredValues.write(own))).isSameAs(RedialPolicy.STANDARD);
    }

    private record OwnPolicy(int most) implements RedialPolicy {}

    @Test
    void soDoesOneThatIsARecordOfTheClient() {
        assertThat(StoredValues.read(StoredValues.write(new OwnPolicy(3)))).isSameAs(RedialPolicy.STANDARD);
    }

    @Test
    void optionsKeepTheirDataWhereAClientsFunctionIsAmongThem() {
        ConnectOptions options = (ConnectOptions) StoredValues.read(StoredValues.write(ConnectOptions.attempts(7).when(() -> false)));
        AutoConnectorOptions patience = (AutoConnectorOptions) StoredValues.read(StoredValues.write(
                AutoConnectorOptions.STANDARD.withTimeoutBetweenAttempts(Duration.ofSeconds(9))));

        assertThat(options.attempts()).isEqualTo(7);
        assertThat(options.readyForConnection().getAsBoolean()).isTrue();
        assertThat(patience.timeoutBetweenAttempts()).isEqualTo(Duration.ofSeconds(9));
        assertThat(patience.canRetryOnError()).isSameAs(AutoConnectorOptions.STANDARD.canRetryOnError());
    }

    @Test
    void parametersThatAClientSuppliesCannotOutliveIt() {
        AutoConnectorParameters supplied = new AutoConnectorParameters(() -> CompletableFuture.completedStage(null), ConnectOptions.STANDARD);

        assertThatThrownBy(() -> StoredValues.write(supplied)).isInstanceOf(NotStorableException.class);
        assertThatThrownBy(() -> StoredValues.write(new Object())).isInstanceOf(NotStorableException.class).hasMessageContaining("Object");
    }

    @Test
    void ofAnErrorItsTextComesBack() {
        Object read = StoredValues.read(StoredValues.write(new IllegalStateException("the file is gone")));

        assertThat(read).isInstanceOf(Throwable.class).extracting("message").asString().contains("the file is gone");
    }

    @Test
    void aComponentThatTheWriterDidNotKnowIsTheStandardOneOrEmpty() {
        ObjectNode options = (ObjectNode) StoredValues.write(ConnectOptions.attempts(7));
        ((ObjectNode) options.get("of")).remove("yielding");
        ObjectNode call = (ObjectNode) StoredValues.write(CallParameters.to("600"));
        ((ObjectNode) call.get("of")).remove(List.of("headers", "session"));

        assertThat(((ConnectOptions) StoredValues.read(options)).yielding()).isFalse();
        assertThat(((CallParameters) StoredValues.read(call)).headers()).isEmpty();
        assertThat(((CallParameters) StoredValues.read(call)).session()).isEmpty();
    }

    /** As another release might have written it, with a constant that is not known here. */
    private static JsonNode unheardOf() {
        return JsonNodeFactory.instance.objectNode().put("enum", "call.CallState UNHEARD_OF");
    }

    @Test
    void whatIsNotKnownIsLeftOutOfWhatHasPartsAndTheOthersStay() {
        ObjectNode list = (ObjectNode) StoredValues.write(List.of(1, 2));
        ((ArrayNode) list.get("list")).insert(1, unheardOf());
        ObjectNode map = (ObjectNode) StoredValues.write(new TreeMap<>(Map.of("a", 1, "b", 2)));
        ((ArrayNode) map.get("map")).set(1, unheardOf());
        ObjectNode optional = (ObjectNode) StoredValues.write(Optional.of("x"));
        ((ArrayNode) optional.get("optional")).set(0, unheardOf());

        assertThat(StoredValues.read(list)).isEqualTo(List.of(1, 2));
        assertThat(StoredValues.read(map)).isEqualTo(Map.of("b", 2));
        assertThat(StoredValues.read(optional)).isEqualTo(Optional.empty());
    }

    @Test
    void aComponentThatIsNotKnownIsTheStandardOneAndOneThatIsTooManyIsLeftOut() {
        ObjectNode options = (ObjectNode) StoredValues.write(ConnectOptions.attempts(7));
        ((ObjectNode) options.get("of")).set("yielding", unheardOf());
        ((ObjectNode) options.get("of")).set("oneMore", unheardOf());

        ConnectOptions read = (ConnectOptions) StoredValues.read(options);

        assertThat(read.attempts()).isEqualTo(7);
        assertThat(read.yielding()).isEqualTo(ConnectOptions.STANDARD.yielding());
    }

    static Stream<JsonNode> unknown() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Stream.of(nodes.objectNode().put("enum", "call.CallState UNHEARD_OF"), nodes.objectNode().put("enum", "call.Nothing IDLE"),
                nodes.objectNode().put("enum", "call.CallParameters IDLE"), nodes.objectNode().put("colour", "red"),
                nodes.objectNode().put("record", "call.Nothing").set("of", nodes.objectNode()),
                nodes.objectNode().put("record", "call.CallManager").set("of", nodes.objectNode()));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatTheApiDoesNotHaveIsRefused(JsonNode node) {
        assertThatThrownBy(() -> StoredValues.read(node)).isInstanceOf(IllegalArgumentException.class);
    }
}
