/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.internal.connectors.Counter;
import org.sipconnector.spi.sip.SipEvent;

/** A journal that somebody sends names no types but those journals are made of. */
class JournalTypesTest {

    /** Counts its makings: a document must not be able to make one. */
    public static final class Loaded {
        private static int made;

        public Loaded() {
            made++;
        }
    }

    private static JournalExport read(String value) throws IOException {
        String document = "{\"entries\":[{\"number\":1,\"kind\":\"published\",\"value\":" + value + "}]}";
        return JournalExport.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.sipconnector.kernel.internal.export.JournalTypesTest$Loaded", "java.net.URL", "java.lang.ProcessBuilder",
            "java.util.ArrayList<org.sipconnector.kernel.internal.export.JournalTypesTest$Loaded>", "java.util.concurrent.ConcurrentHashMap",
            "[Lorg.sipconnector.kernel.internal.export.JournalTypesTest$Loaded;", "java.util.Map<java.lang.String,java.net.URL>",
            "java.util.List<org.sipconnector.kernel.internal.export.JournalTypesTest$Loaded>", "javax.naming.InitialContext", "java.lang.Class",
            "org.sipconnector.kernel.internal.connectors.Kernel", "org.sipconnector.kernel.internal.time.NamedThreads", "", "[[", "<>"})
    void aTypeThatIsNoneOfAJournalsIsRefusedWhereverItStands(String type) {
        String hostile = "[\"" + type + "\", {}]";
        for (String value : List.of(hostile, "[\"java.util.List\", [" + hostile + "]]", "[\"java.util.Map\", {\"a\": " + hostile + "}]",
                "[\"org.sipconnector.kernel.SnapshotChanged\", {\"manager\": \"x\", \"previous\": " + hostile + "}]")) {
            assertThatThrownBy(() -> read(value)).as(value).isInstanceOf(IOException.class).hasMessageContaining("no type of a journal");
        }
        assertThat(Loaded.made).isZero();
    }

    /** Of a version in which API and SPI were one bundle. */
    @Test
    void aTypeOfTheSpiIsFoundByItsNameInTheApi() {
        assertThat(new JournalTypes().find("org.sipconnector.api.sip.SipEvent$TransportConnected")).contains(SipEvent.TransportConnected.class);
    }

    /** Of a version whose events named no call. */
    @ParameterizedTest
    @MethodSource("endsOfCalls")
    void anEventIsReadAgainAndSoIsItsFormerShape(CallEvent event) throws IOException {
        ObjectMapper json = JournalJson.mapper(new JournalTypes());
        ObjectNode written = json.valueToTree(event);
        assertThat(json.treeToValue(written, event.getClass())).isEqualTo(event);
        written.remove("peer");

        assertThat(json.treeToValue(written, event.getClass())).extracting("peer").isEqualTo(Optional.empty());
    }

    static Stream<CallEvent> endsOfCalls() {
        Optional<PeerId> peer = Optional.of(new PeerId("p"));
        SipFailure end = SipFailure.local(SipCause.TERMINATED);
        return Stream.of(new CallEvent.StartCall("600", false, List.of(), peer), new CallEvent.EndCall(peer), new CallEvent.Ended(end, peer),
                new CallEvent.Failed(end, peer), new CallEvent.EndedFromServer(end, peer));
    }

    @Test
    void whatIsNoOperationIsNotCalled() throws IOException {
        String document = "{\"beginning\":{},\"entries\":[{\"number\":1,\"kind\":\"call\",\"name\":\"java.lang.Runtime#exit/1\",\"arguments\":[0]}]}";
        JournalExport export = JournalExport.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> export.replay(new Counter.Factory("one"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Runtime#exit/1");
    }

    @Test
    void everyEventOfTheApiIsAType() throws Exception {
        JournalTypes types = new JournalTypes();
        Path classes = Path.of(Event.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> missing = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.startsWith("org") && name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.replace('/', '.').substring(0, name.length() - 6)).map(JournalTypesTest::load)
                    .filter(type -> type.isRecord() && Event.class.isAssignableFrom(type))
                    .map(Class::getName).filter(name -> types.find(name).isEmpty()).toList();
            assertThat(missing).isEmpty();
        }
        assertThat(types.find(SipEvent.RequestReceived.class.getName())).isPresent();
        assertThat(types.find(CallManager.class.getName())).isPresent();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Event.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
