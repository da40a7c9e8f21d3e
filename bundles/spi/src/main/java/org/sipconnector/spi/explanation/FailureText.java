/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** Failures of SIP (RFC 3261) and media as a person would say them: what happened, and what to do about it. For any thread. */
public final class FailureText {

    /** A Java class before its message, which comes with errors of libraries and says nothing to an operator. */
    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}[A-Z][\\w$]*(?:: )?");

    private static final Pattern NORMAL = Pattern.compile("(?i)\\b(?:Q\\.850\\s*;.*\\bcause\\s*=\\s*16|SIP\\s*;.*\\bcause\\s*=\\s*200)\\b");
    /** A reason as a header field says it (RFC 3326), and the words in it. */
    private static final Pattern CAUSE = Pattern.compile("(?i)^(SIP|Q\\.850)\\s*;.*\\bcause\\s*=\\s*(\\d{1,3})\\b");
    private static final Pattern TEXT = Pattern.compile("(?i)\\btext\\s*=\\s*\"([^\"]+)\"");
    private static final Pattern LIMIT = Pattern.compile("call limit \\((\\d+)\\) is reached: ");
    private static final Pattern DISCONNECTED = Pattern.compile("Disconnected(?: \\(\\d+\\))?(?:: ?|$)");

    private FailureText() {}

    /** What a snapshot tells of the last error, in an operator's words. */
    public static String ofLast(String error) {
        String attempts = LIMIT.matcher(plain(error)).replaceAll(match -> match.group(1).equals("1") ? "" : match.group(1) + " attempts failed: ");
        String text = DISCONNECTED.matcher(attempts).replaceFirst("");
        return text.isBlank() || text.endsWith(": ") ? text + "the server was not reached" : text;
    }

    /** Whether a text names, in back quotes, the key that is to be corrected; then more advice only hides it. */
    public static boolean namesKey(String text) {
        return text.indexOf('`') >= 0;
    }

    /** What happened and who did it, such as {@code 486 Busy Here, by the other side}. */
    public static String what(SipFailure failure) {
        String reason = failure.reason() == null || failure.reason().isBlank() || failure.reason().equals(failure.cause().text())
                || isHangUp(failure) ? word(failure.cause()) : reason(plain(failure.reason()));
        String what = failure.status() > 0 ? failure.status() + " " + reason : reason;
        return switch (failure.originator()) {
            case REMOTE -> what + ", by the other side";
            case LOCAL -> what + ", by this side";
            default -> what;
        };
    }

    private static String reason(String text) {
        Matcher cause = CAUSE.matcher(text);
        if (!cause.find()) {
            return text;
        }
        String code = cause.group(1) + " cause " + cause.group(2);
        Matcher words = TEXT.matcher(text);
        return words.find() ? words.group(1) + " (" + code + ")" : code;
    }

    /** How a call that was up ended: giving up one's own call then is to hang up. */
    public static SipFailure ofEstablished(SipFailure end) {
        return end.originator() == Originator.LOCAL && end.cause() == SipCause.CANCELED ? SipFailure.local(SipCause.TERMINATED) : end;
    }

    /** Whether somebody just hung up: a BYE without a reason, or with that of a normal end (Q.850 cause 16, SIP 200; RFC 3326). */
    public static boolean isHangUp(SipFailure end) {
        String reason = end.reason() == null ? "" : end.reason();
        return end.cause() == SipCause.TERMINATED && end.status() == 0 && end.originator() != Originator.SYSTEM
                && (reason.isBlank() || reason.equals("BYE") || reason.equals(end.cause().text()) || NORMAL.matcher(reason).find());
    }

    /** What happened to a call or a request in one, and what to do. */
    public static String ofCall(SipFailure failure) {
        return isHangUp(failure)
                ? what(failure) + "; sip:call calls again"
                : what(failure) + ": " + (failure.status() == 408 || failure.status() >= 500 && failure.cause() == SipCause.SIP_FAILURE_CODE
                        ? "the server or the other side is in trouble: try again later"
                        : step(failure.cause()));
    }

    /** What happened to a registration or a connection, and what to do. */
    public static String ofRegistration(SipFailure failure) {
        return what(failure) + ": " + switch (failure.cause()) {
            case REJECTED, AUTHENTICATION_ERROR -> "correct user, password or domain in the connector's file";
            case NOT_FOUND -> "the server does not know this account: correct user and domain in the connector's file";
            case REDIRECTED -> "the account is at another server: correct server in the connector's file";
            case CONNECTION_ERROR, REQUEST_TIMEOUT -> step(failure.cause());
            default -> failure.status() == 423
                    ? "raise registerExpires in the connector's file"
                    : "the server does not register this account: ask who runs it; sip:trace shows what was said";
        };
    }

    /** Text from outside, without names of Java classes and in one line. */
    static String plain(String text) {
        return Printable.line(CLASS.matcher(text).replaceAll("")).strip();
    }

    private static String word(SipCause cause) {
        return switch (cause) {
            case TERMINATED -> "hung up";
            case WEBRTC_ERROR, INTERNAL_ERROR -> "a fault of the media engine or the connector";
            case CANCELED -> "cancelled";
            case NO_ANSWER, EXPIRES -> "not answered in time";
            case CONNECTION_ERROR -> "connection lost";
            case REQUEST_TIMEOUT -> "no response";
            case DIALOG_ERROR -> "the call is not known any more";
            case BUSY -> "busy";
            case REJECTED -> "refused";
            case REDIRECTED -> "moved to another address";
            case UNAVAILABLE -> "not available";
            case NOT_FOUND -> "not found";
            case ADDRESS_INCOMPLETE -> "number incomplete";
            case INCOMPATIBLE_SDP, BAD_MEDIA_DESCRIPTION -> "no agreement about media";
            case AUTHENTICATION_ERROR -> "account not accepted";
            case RTP_TIMEOUT -> "no media";
            case SIP_FAILURE_CODE -> "failed";
        };
    }

    private static String step(SipCause cause) {
        return switch (cause) {
            case TERMINATED, CANCELED -> "call again when that was not meant";
            case WEBRTC_ERROR, INTERNAL_ERROR -> "see sip:health and the log, then call again";
            case NO_ANSWER, EXPIRES -> "nobody answers there: try again later";
            case CONNECTION_ERROR -> "check server and transport in the connector's file and the network; sip:status shows the connection";
            case REQUEST_TIMEOUT -> "the server does not answer: check that it runs and that no firewall is between";
            case DIALOG_ERROR -> "the other side has lost the call: call again";
            case BUSY -> "the other side is in another call: try again later";
            case REJECTED -> "it does not take this call: check the number, and whether the account may call it";
            case REDIRECTED -> "call the address it has moved to; sip:trace shows it";
            case UNAVAILABLE -> "nobody is there at the moment: try again later";
            case NOT_FOUND -> "check the number, and domain in the connector's file";
            case ADDRESS_INCOMPLETE -> "dial the whole number";
            case INCOMPATIBLE_SDP, BAD_MEDIA_DESCRIPTION -> "both sides need a codec in common: check call.preferredVideoCodecs and"
                    + " call.excludedVideoCodecs; sip:journal shows what was offered";
            case AUTHENTICATION_ERROR -> "correct user and password in the connector's file";
            case RTP_TIMEOUT -> "media does not get through: set ice.servers, or open UDP in the firewall";
            case SIP_FAILURE_CODE -> "the server does not take this request; sip:trace shows what was said";
        };
    }
}
