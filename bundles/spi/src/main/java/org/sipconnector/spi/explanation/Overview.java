/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.session.SystemStatus;

/**
 * What there is to say about a connector in a few words. A connector whose managers are missing has little.
 *
 * @param connector it is about
 * @param absence   what is not at work, so that what managers show is how it was
 */
public record Overview(Connector connector, Absence absence) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /** While everything is at work. */
    public Overview(Connector connector) {
        this(connector, Absence.NONE);
    }

    /** Its address of record, or {@code guest}. */
    public String account() {
        ConnectorConfiguration configuration = connector.configuration();
        return configuration.user().map(user -> user + "@" + configuration.domain()).orElse("guest");
    }

    /** The server in use; where the configuration has changed since, also the one to be used next. */
    public String server() {
        String configured = connector.configuration().server() + " " + connector.configuration().transport();
        String used = inUse().map(connection -> connection.server() + " " + connection.parameters().target().transport()).orElse(configured);
        return used.equals(configured) ? used : used + ", next " + configured;
    }

    /** What the connection that is up was made with; empty without one. */
    public Optional<ConnectionConfiguration> inUse() {
        return ofSession(session -> session.connection().established()
                ? session.connection().configuration()
                : Optional.<ConnectionConfiguration>empty(), Optional.empty());
    }

    /** The system status in words, such as {@code ready to call}. */
    public String status() {
        String status = ofSession(session -> absence.before(words(sessionStatus())), "-");
        return draining() ? status + ", drained" : status;
    }

    /** The status for programs; a call that is up is active, also one to a peer that tells of no room. */
    public String systemStatus() {
        return absence.status().orElseGet(this::sessionStatus);
    }

    /** Whether the account is registered, as far as anybody knows. */
    public boolean registered() {
        return absence.sip().isEmpty() && ofSession(session -> session.connection().registered(), false);
    }

    private String sessionStatus() {
        return ofSession(session -> {
            boolean up = session.systemStatus() == SystemStatus.CALL_CONNECTING && withoutRoom(session.call()).isPresent();
            return (up ? SystemStatus.CALL_ACTIVE : session.systemStatus()).text().replace("system:", "");
        }, "unknown");
    }

    /** The call when it is up and no room was told, which a plain SIP peer never does; a conference tells at once. */
    private Optional<CallSnapshot> withoutRoom(SessionCall call) {
        return Optional.of(callSnapshot()).filter(
                snapshot -> call.phase() == CallPhase.CONNECTING && snapshot.state() == CallState.IN_CALL);
    }

    /** What the call is at, with whom, and since when: a call that was set up again says a later time; and who calls. */
    public String call() {
        return ofSession(session -> {
            String ringing = ringing(session.incoming());
            boolean idle = session.call().phase() == CallPhase.IDLE;
            String call = call(session.call())
                    + session.call().startedAt().or(() -> withoutRoom(session.call()).map(CallSnapshot::status).flatMap(CallStatus::startedAt))
                            .map(begun -> " since " + TIME.format(begun)).orElse("");
            return !ringing.isEmpty()
                    ? idle ? ringing : call + "; " + ringing
                    : idle && roomHeld() ? call + ", room " + connector.configuration().call().room().orElse("") + " held" : call;
        }, "-");
    }

    /** Who calls and waits for an answer, such as {@code ringing from 1002}; empty when nobody does. */
    public static String ringing(IncomingCallSnapshot incoming) {
        return incoming.ringing().isEmpty()
                ? ""
                : "ringing from " + incoming.ringing().stream()
                        .map(call -> name(call.caller())).collect(Collectors.joining(", "));
    }

    /** A caller's number; who has none is named by its host. */
    public static String name(RemoteCaller caller) {
        return caller.incomingNumber().isEmpty() ? caller.host() : caller.incomingNumber();
    }

    /** What that call of the connector is at, and with whom. */
    public String call(SessionCall call) {
        return call(call, withoutRoom(call).isPresent());
    }

    /**
     * What a call is at, and with whom.
     *
     * @param withoutRoom whether it is up although no room was told
     */
    public static String call(SessionCall call, boolean withoutRoom) {
        String phase = withoutRoom ? "in a call" : text(call.phase());
        if (call.number().isEmpty()) {
            return call.phase() == CallPhase.ROOM_PENDING_AUTH ? phase + " in" : phase;
        }
        String number = call.number().get();
        String with = (call.answering() ? " from " : " to ") + number;
        Optional<String> room = call.room().filter(name -> !name.equals(number));
        return switch (call.phase()) {
            case ROOM_PENDING_AUTH -> phase + " into room " + call.room().orElse(number)
                    + (call.answering() || room.isPresent() ? ", call" + with : "");
            case PURGATORY -> phase + ", call" + with;
            default -> phase + with + room.map(name -> ", room " + name).orElse("");
        };
    }

    private static String text(CallPhase phase) {
        return switch (phase) {
            case IDLE, CONNECTING, IN_ROOM, DISCONNECTING -> words(phase.text().replace("call:", ""));
            case PRESENTATION_CALL -> "in a presentation call";
            case ROOM_PENDING_AUTH -> "waiting to be let";
            case PURGATORY -> "in the waiting room";
            case P2P_ROOM, DIRECT_P2P_ROOM -> "in a peer-to-peer call";
        };
    }

    /** What of its call is muted. */
    public MutedMedia muted() {
        return callSnapshot().muted();
    }

    /** The call; idle without a manager. */
    public CallSnapshot callSnapshot() {
        return connector.has(CallManager.class) ? connector.manager(CallManager.class).snapshot() : CallSnapshot.IDLE;
    }

    private static String words(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** Whether there is a call, in whatever phase. */
    public boolean inCall() {
        return ofSession(session -> session.call().phase() != CallPhase.IDLE, false);
    }

    /** Whether a call that was lost is being set up again. */
    public boolean redials() {
        return ofSession(session -> session.callReconnect().reconnecting()
                && session.callReconnect().state() != CallReconnectState.LIMIT_REACHED, false);
    }

    /** Whether it would be connected by its configuration, had nobody told it to disconnect. */
    public boolean disconnectedByCommand() {
        return ConnectorTrouble.isDisconnectedByCommand(connector);
    }

    /** The room that the configuration keeps it in, and whether a hang-up holds that; absent without one. */
    public Optional<String> room() {
        return connector.configuration().call().room().map(room -> roomHeld()
                ? room + ", held by a hang-up until sip:disconnect and sip:connect, or a restart"
                : room);
    }

    private boolean roomHeld() {
        return connector.has(SipConnector.class) && connector.manager(SipConnector.class).snapshot().roomHeld();
    }

    /** That a changed configuration is not used yet, nor its account tried; empty when it is. */
    public Optional<String> outdated() {
        return connector.has(SipConnector.class) && connector.manager(SipConnector.class).snapshot().outdated()
                ? Optional.of("changed; the connection is made with it, and its account tried, when the call is over")
                : Optional.empty();
    }

    /** Whether it takes no new calls. */
    public boolean draining() {
        return connector.has(SipConnector.class) && connector.manager(SipConnector.class).snapshot().draining();
    }

    /** Reads the session. */
    public <T> T ofSession(Function<SessionSnapshot, T> reading, T otherwise) {
        return connector.has(SessionManager.class)
                ? reading.apply(connector.manager(SessionManager.class).snapshot())
                : otherwise;
    }
}
