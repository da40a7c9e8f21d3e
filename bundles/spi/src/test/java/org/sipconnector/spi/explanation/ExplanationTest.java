/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** Whatever fails, an operator reads what happened and what to do, and no word of the inside. */
class ExplanationTest {

    private static final SipFailure BUSY = SipFailure.response(486, "Busy Here", List.of());
    private static final String INSIDE =
            "(?s).*(Exception|Error\\b|RTCSession|\\bUA\\b|Promise|Optional|null|[a-z]+\\.[a-z]+\\.[A-Z]|outbound-rtp|call limit|[A-Z]{2,}_[A-Z]+).*";

    @ParameterizedTest
    @EnumSource(SipCause.class)
    void everyCauseSaysWhatHappenedAndWhatToDo(SipCause cause) {
        for (Originator originator : Originator.values()) {
            SipFailure bare = new SipFailure(originator, cause, 0, cause.text(), List.of());
            SipFailure told = new SipFailure(originator, cause, 0, "java.net.ConnectException: Connection refused", List.of());
            for (SipFailure failure : List.of(bare, told)) {
                isSentence(FailureText.ofCall(failure));
                isSentence(FailureText.ofRegistration(failure));
            }
            assertThat(FailureText.what(told)).startsWith("Connection refused");
        }
    }

    @Test
    void oneIsNoPlural() {
        assertThat(List.of(Counted.of(0, "call"), Counted.of(1, "call"), Counted.of(2, "call"))).containsExactly("0 calls", "1 call", "2 calls");
    }

    @Test
    void everyStatusSaysWhatHappenedAndWhatToDo() {
        IntStream.range(300, 700).forEach(status -> {
            SipFailure failure = SipFailure.response(status, "", List.of());
            isSentence(FailureText.ofCall(failure));
            isSentence(FailureText.ofRegistration(failure));
            assertThat(FailureText.ofCall(failure)).startsWith(status + " ");
        });
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyTypedErrorSaysWhatHappenedAndWhatToDo(Class<?> type) throws Exception {
        for (Throwable error : samples(type)) {
            isSentence(ErrorText.of(error));
        }
    }

    @Test
    void errorsNobodyForesawPointToTheLog() {
        assertThat(ErrorText.of(new NullPointerException("Cannot invoke \"a.b.C.d()\" because \"e\" is null"))).contains("the log");
        assertThat(ErrorText.of(new IllegalStateException())).contains("the log");
        assertThat(ErrorText.of(new CancellationException())).contains("cancelled");
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithTheReason() {
        assertThat(ErrorText.of(new NoSuchFileException("etc/a.wav"))).isEqualTo("there is no etc/a.wav: check its name");
        assertThat(ErrorText.of(new AccessDeniedException("etc/a.wav"))).contains("etc/a.wav", "owner");
        assertThat(ErrorText.of(new FileSystemException("etc/a.pcap", null, "No space left on device")))
                .isEqualTo("etc/a.pcap: No space left on device");
    }

    @Test
    void theReasonOfALostConnectionIsKeptWithoutItsCode() {
        assertThat(ErrorText.of(new DisconnectedException(1006, "java.net.ConnectException: Connection refused: h/127.0.0.1:1")))
                .startsWith("Connection refused: h/127.0.0.1:1: check server");
    }

    @Test
    void aNormalEndReadsAsOneAndAnyOtherDoesNot() {
        SipFailure hungUpHere = FailureText.ofEstablished(SipFailure.local(SipCause.CANCELED));
        SipFailure bye = new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of());
        SipFailure normal = new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "Q.850;cause=16;text=\"Normal\"", List.of());
        SipFailure broken = new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "Q.850;cause=41;text=\"Failure\"", List.of());

        assertThat(FailureText.what(hungUpHere)).isEqualTo("hung up, by this side");
        assertThat(FailureText.what(bye)).isEqualTo("hung up, by the other side");
        assertThat(FailureText.what(normal)).isEqualTo("hung up, by the other side");
        assertThat(FailureText.what(broken)).isEqualTo("Failure (Q.850 cause 41), by the other side");
        assertThat(List.of(hungUpHere, bye, normal)).allMatch(FailureText::isHangUp);
        assertThat(FailureText.isHangUp(broken)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', value = {"SIP ;cause=408; text=\"RTP Timeout\",RTP Timeout (SIP cause 408)",
            "Q.850 ; text=\"no; route\" ;cause=3,no; route (Q.850 cause 3)", "q.850;cause=38,q.850 cause 38", "SIP trunk is down,SIP trunk is down"})
    void aReasonOfAHeaderFieldIsSaidInItsWords(String reason, String said) {
        assertThat(FailureText.what(new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, reason, List.of())))
                .isEqualTo(said + ", by the other side");
    }

    @Test
    void lastErrorsCountAttemptsAndNameNoCodes() {
        assertThat(FailureText.ofLast("call limit (3) is reached: Disconnected (1006): Connection refused"))
                .isEqualTo("3 attempts failed: Connection refused");
        assertThat(FailureText.ofLast("call limit (1) is reached: 603 Decline")).isEqualTo("603 Decline");
        assertThat(FailureText.ofLast("call limit (2) is reached: Disconnected (1006)"))
                .isEqualTo("2 attempts failed: the server was not reached");
        assertThat(FailureText.ofLast("403 Forbidden")).isEqualTo("403 Forbidden");
    }

    @Test
    void aSourceThatDoesNotExistIsNoMatterOfTheConference() {
        Throwable source = new SourceFailedException("foo", "there is no such source");
        Throwable limit = PresentationException.limitReached(1, new PresentationException(PresentationException.Reason.ATTACH_FAILED, source));

        assertThat(ErrorText.of(limit)).startsWith("the picture cannot be sent: ").doesNotContain("conference", "limit");
    }

    @Test
    void whatIsNoSourceAtAllIsToldOnceWithThoseThereAre() {
        Throwable source = new SourceFailedException("rubbish", "video source 'rubbish' is not known: use black or service:NAME");

        assertThat(ErrorText.of(new PresentationException(PresentationException.Reason.ATTACH_FAILED, source)))
                .startsWith("the picture cannot be sent: ").endsWith("use black or service:NAME");
    }

    private static void isSentence(String text) {
        assertThat(text).doesNotMatch(INSIDE).hasSizeBetween(20, 300).doesNotContain("::", ": :", "  ", "()");
        assertThat(text).as("the cause, then the next step").matches("(?s).{3,}[:;] .{8,}");
    }

    /** The typed errors of the API. */
    static List<Class<?>> errors() throws Exception {
        URI where = SipConnectorException.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path place = Path.of(where);
        if (Files.isDirectory(place)) {
            return classes(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return classes(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException, ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith("Exception.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).sorted().toList();
        }
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (SipConnectorException.class.isAssignableFrom(type) && Modifier.isFinal(type.getModifiers())) {
                classes.add(type);
            }
        }
        assertThat(classes).hasSizeGreaterThan(20);
        return classes;
    }

    private static List<Throwable> samples(Class<?> type) throws Exception {
        List<Throwable> samples = new ArrayList<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            constructor.setAccessible(true);
            Class<?>[] types = constructor.getParameterTypes();
            Object[] choices = Arrays.stream(types).filter(Class::isEnum).findFirst().<Object[]>map(Class::getEnumConstants).orElse(new Object[1]);
            for (Object choice : choices) {
                samples.add((Throwable) constructor.newInstance(Arrays.stream(types)
                        .map(one -> one.isEnum() ? choice : sample(one)).toArray()));
            }
        }
        return samples;
    }

    private static Object sample(Class<?> type) {
        return Map.<Class<?>, Object>of(String.class, "the file cannot be read; choose another", int.class, 4, long.class, 4L, boolean.class, true,
                SipFailure.class, BUSY, Throwable.class, new DisconnectedException(1006, "Connection refused"),
                ConnectorId.class, ConnectorId.of("demo"), Duration.class, Duration.ofSeconds(4)).get(type);
    }
}
