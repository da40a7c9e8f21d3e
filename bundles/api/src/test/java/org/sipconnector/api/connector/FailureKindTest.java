/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

class FailureKindTest {

    private static final List<Header> TO_ROOM = List.of(new Header("To", "\"Room 6\" <sip:600@conf.example:5061;transport=tls>;tag=1"));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RegistrationFailedException(SipFailure.response(403, "Forbidden", List.of())),
                        FailureKind.WRONG_USER_OR_PASSWORD),
                Arguments.of(call(401, List.of()), FailureKind.WRONG_USER_OR_PASSWORD),
                Arguments.of(call(488, TO_ROOM), FailureKind.BAD_MEDIA_ERROR),
                Arguments.of(new CallFailedException("call", SipFailure.local(SipCause.BAD_MEDIA_DESCRIPTION)),
                        FailureKind.BAD_MEDIA_ERROR),
                Arguments.of(call(404, TO_ROOM), FailureKind.NOT_FOUND_ERROR),
                Arguments.of(new DisconnectedException(1006, "refused"), FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(new ConnectionLimitException(2, new DisconnectedException(1006, "refused")),
                        FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(new CompletionException(new DisconnectedException(1006, "refused")),
                        FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(new TelephonyNotAvailableException("refused"), FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(new SignalingTimeoutException(Duration.ofSeconds(20)), FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(new CompletionException(call(404, TO_ROOM)), FailureKind.NOT_FOUND_ERROR),
                Arguments.of(new CallFailedException("call", SipFailure.system(SipCause.CONNECTION_ERROR, "reset")),
                        FailureKind.WS_CONNECTION_FAILED),
                Arguments.of(call(500, TO_ROOM), FailureKind.CONNECT_SERVER_FAILED_BY_LINK),
                Arguments.of(call(500, List.of()), FailureKind.CONNECT_SERVER_FAILED),
                Arguments.of(new RegistrationFailedException(SipFailure.response(500, "No", List.of())),
                        FailureKind.CONNECT_SERVER_FAILED),
                Arguments.of(new IllegalStateException(), FailureKind.CONNECT_SERVER_FAILED));
    }

    private static CallFailedException call(int status, List<Header> headers) {
        return new CallFailedException("call", SipFailure.response(status, "No", headers));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsOfTheKindAUserCanDoSomethingAbout(Throwable error, FailureKind kind) {
        assertThat(FailureKind.of(error)).isEqualTo(kind);
    }

    @Test
    void theDetailsOfAServerThatNoAttemptReachedNameTheCodeOfTheLastOne() {
        FailureDetails details = FailureDetails.of(new ConnectionLimitException(2, new DisconnectedException(1006, "refused")));

        assertThat(details.code()).hasValue(1006);
        assertThat(details.message()).startsWith("call limit (2) is reached");
    }

    @Test
    void theDetailsNameCodeCauseMessageAndWhoWasCalled() {
        FailureDetails details = FailureDetails.of(call(404, TO_ROOM));

        assertThat(details.code()).hasValue(404);
        assertThat(details.cause()).contains("Not Found");
        assertThat(details.message()).contains("404");
        assertThat(details.link()).contains("600@conf.example:5061");
    }

    @Test
    void withoutAToHeaderThereIsNoLinkAndTheCloseCodeOfATransportIsTheCode() {
        assertThat(FailureDetails.of(call(404, List.of())).link()).isEmpty();
        assertThat(FailureDetails.of(new DisconnectedException(1006, "gone")).code()).hasValue(1006);
        assertThat(FailureDetails.of(new RequestFailedException(SipFailure.system(SipCause.REQUEST_TIMEOUT, "late"))).code())
                .isEmpty();
    }

    @Test
    void anUnknownErrorStillHasAMessage() {
        assertThat(FailureDetails.of(null).message()).isEqualTo("Unknown error");
        assertThat(FailureDetails.of(new IllegalStateException()).message()).isEqualTo("IllegalStateException");
    }

    @Test
    void aUserAgentIsNamedAsTheServerExpectsIt() {
        assertThat(UserAgentName.of("Chrome 100", "Vinteo Desktop", "17")).isEqualTo("ChromeNew - Chrome 100, Vinteo Desktop 17");
        assertThat(UserAgentName.of("", "Vinteo Desktop", "17")).isEqualTo("ChromeNew - Vinteo Desktop 17");
        assertThat(UserAgentName.of("", "a@b*c!d|e", "1")).isEqualTo("ChromeNew - a_b_c_d_e 1");
    }
}
