/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.api.autoconnector.AttemptLimitException;
import org.sipconnector.api.autoconnector.ReconnectFailedException;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.api.cluster.ConnectorElsewhereException;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.NoUserAgentException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.connectionqueue.ConnectPendingException;
import org.sipconnector.api.connectionqueue.SupersededException;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.stats.NoOutboundVideoException;
import org.sipconnector.api.videosendingbalancer.NoConnectionException;

/**
 * Errors as a person would say them: the cause and the next step, in one line without Java's class names. The API's own words
 * keep the spelling that programs know. For any thread; an error may be any, also one of a library or of a client's code.
 */
public final class ErrorText {

    private static final String CONNECT = "connect it with sip:connect";
    private static final String UNREACHABLE = "check server, transport and tls.trust in the connector's file, and that the server runs";

    private static final Map<Class<?>, Function<Throwable, String>> TEXTS = Map.ofEntries(
            Map.entry(CallFailedException.class, error -> FailureText.ofCall(((CallFailedException) error).failure())),
            Map.entry(RequestFailedException.class, error -> FailureText.ofCall(((RequestFailedException) error).failure())),
            Map.entry(RegistrationFailedException.class, error -> FailureText.ofRegistration(((RegistrationFailedException) error).failure())),
            Map.entry(DisconnectedException.class, error -> unreachable(reason(error, "Disconnected"))),
            Map.entry(TelephonyNotAvailableException.class, error -> unreachable(reason(error, "Telephony is not available"))),
            Map.entry(ConnectionLimitException.class, ErrorText::ofLastAttempt),
            Map.entry(NoUserAgentException.class, error -> "the connector is not connected: " + CONNECT),
            Map.entry(NotReadyForConnectionException.class, error -> "the connector does not want to connect now: try again later"),
            Map.entry(ConnectionCanceledException.class, error -> "it was cancelled by a disconnect: " + CONNECT),
            Map.entry(SupersededException.class, error -> ((SupersededException) error).overtaken()
                    ? "a later connect took its place: see sip:status"
                    : "a disconnect took its place: " + CONNECT),
            Map.entry(ConnectPendingException.class, error -> "somebody else is connecting: see sip:status"),
            Map.entry(AttemptLimitException.class, error -> "the server was not reached in any attempt: " + UNREACHABLE),
            Map.entry(ReconnectFailedException.class, error -> "the server was not reached again: " + UNREACHABLE),
            Map.entry(CallNotPossibleException.class, error -> text(error) + ": see sip:status and sip:health"),
            Map.entry(CallInProgressException.class, error -> "there is a call already: end it with sip:hangup first"),
            Map.entry(NoEstablishedCallException.class, error -> "there is no call: make one with sip:call"),
            Map.entry(NoIncomingCallException.class, error -> "no call rings: sip:status shows when one does"),
            Map.entry(SourceFailedException.class, ErrorText::ofSource),
            Map.entry(RecvSessionException.class, error -> text(error) + ": the conference cannot be watched now: call again"),
            Map.entry(SignalingTimeoutException.class, error -> "the connection did not come back in time: " + CONNECT + ", then call again"),
            Map.entry(PresentationException.class, error -> ofPresentation((PresentationException) error)),
            Map.entry(ServerRequestException.class, error -> ofServer((ServerRequestException) error)),
            Map.entry(NoOutboundVideoException.class, error -> "the new picture is not being sent: check its source; sip:watch shows what flows"),
            Map.entry(NoConnectionException.class, error -> "there is no call to send in: make one with sip:call"),
            Map.entry(ManagerUnavailableException.class, error -> text(error) + ": start or install its bundle, see sip:health"),
            Map.entry(ConnectorOverloadedException.class, ErrorText::text),
            Map.entry(ConnectorElsewhereException.class, ErrorText::text),
            Map.entry(ConnectorClosedException.class, error -> text(error) + ": its file is gone or refused, see sip:status"));

    private ErrorText() {}

    /** The cause and the next step; never null. */
    public static String of(Throwable error) {
        Throwable told = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (told instanceof CancellationException) {
            return "it was cancelled: try again when that was not meant";
        }
        return TEXTS.getOrDefault(told.getClass(), ErrorText::text).apply(told);
    }

    private static String ofLastAttempt(Throwable error) {
        Throwable last = error.getCause();
        return last == null ? text(error) : of(last);
    }

    private static String text(Throwable error) {
        if (error instanceof FileSystemException file) {
            return ofFile(file);
        }
        return error.getMessage() == null || error.getMessage().isBlank() || error instanceof NullPointerException
                ? "a fault that nobody foresaw: the log says more"
                : FailureText.plain(error.getMessage());
    }

    /** Java says no more than the name of most files that cannot be used. */
    private static String ofFile(FileSystemException error) {
        String name = FailureText.plain(String.valueOf(error.getFile()));
        if (error instanceof NoSuchFileException) {
            return "there is no " + name + ": check its name";
        }
        if (error instanceof AccessDeniedException) {
            return name + " may not be used by this user: check its owner and mode";
        }
        return name + (error.getReason() == null ? " cannot be used" : ": " + FailureText.plain(error.getReason()));
    }

    /** What the message says after its fixed words and code. */
    private static String reason(Throwable error, String fixed) {
        String reason = text(error).replaceFirst("^" + fixed + "(?: \\(\\d+\\))?: ?", "");
        return reason.isBlank() ? "the server was not reached" : reason;
    }

    private static String unreachable(String reason) {
        return FailureText.namesKey(reason) ? reason : reason + ": " + UNREACHABLE;
    }

    /** What is no source at all names those there are. */
    private static String ofSource(Throwable error) {
        String reason = text(error);
        return reason.contains(": use ") ? reason : reason + ": check its name, and that the file can be read";
    }

    private static String ofPresentation(PresentationException error) {
        return switch (error.reason()) {
            case ALREADY_STARTED -> "it is presenting already: sip:stop-presenting ends that";
            case NOT_STARTED -> "it is not presenting: begin with sip:present";
            case CANCELED -> "it was cancelled: the call or the presentation has ended meanwhile, see sip:status";
            case ATTACH_FAILED -> "the picture cannot be sent: " + (error.getCause() == null ? "check its source" : of(error.getCause()));
            case LIMIT_REACHED -> error.getCause() instanceof PresentationException last
                    ? ofPresentation(last)
                    : notTaken(error);
            case RENEGOTIATION_FAILED -> notTaken(error);
        };
    }

    private static String notTaken(PresentationException error) {
        return "the conference does not take the presentation" + why(error)
                + ": somebody else may be presenting, try again later";
    }

    private static String why(Throwable error) {
        return error.getCause() == null ? "" : " (" + of(error.getCause()) + ")";
    }

    private static String ofServer(ServerRequestException error) {
        String status = error.status() > 0 ? " (" + error.status() + ")" : "";
        return switch (error.reason()) {
            case DECLINED -> "the conference does not allow it" + status + ": ask its moderator";
            case REFUSED -> "the other side does not understand or want it" + status + ": it may be no conference server, or of another version";
            case TRANSPORT -> "the connection was lost meanwhile: see sip:status, then try again";
            case TIMEOUT -> "the other side does not answer: see sip:status, then try again";
            case DIALOG -> "the other side does not know the call any more: call again";
        };
    }
}
