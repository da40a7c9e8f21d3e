/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sipconnector.api.Connector;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.ConnectorTrouble;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaFlow;

/**
 * All there is to say about a connector, line by line.
 *
 * @param media the media engine, null without one
 * @param absence what is not at work, so that what managers show is how it was
 */
record Details(Connector connector, MediaEngine media, Absence absence) {

    Details(Connector connector, MediaEngine media) {
        this(connector, media, Absence.NONE);
    }

    record Row(String what, String value) {}

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Overview overview = new Overview(connector, absence);
        rows.add(new Row("connector", connector.id().value()));
        rows.add(new Row("status", overview.status()));
        absence.sip().ifPresent(since -> rows.add(new Row("SIP", since)));
        rows.add(new Row("account", overview.account()));
        rows.add(new Row("server", overview.server()));
        if (connector.has(SessionManager.class)) {
            ofSession(connector.manager(SessionManager.class).snapshot(), rows);
        }
        flow().ifPresent(flow -> rows.add(new Row("media", text(flow))));
        rows.addAll(new QualityRows(connector).rows());
        if (connector.has(SipConnector.class)) {
            connector.manager(SipConnector.class).snapshot().session().ifPresent(session -> rows.add(
                    new Row("connect and call", text(connector.manager(SipConnector.class).snapshot().phase()))));
        }
        return rows;
    }

    /** Absent when everything is sent, and when there is no call. */
    Optional<MutedMedia> muted() {
        return connector.has(CallManager.class)
                ? Optional.of(connector.manager(CallManager.class).snapshot().muted()).filter(muted -> !muted.equals(MutedMedia.NONE))
                : Optional.empty();
    }

    private void ofSession(SessionSnapshot session, List<Row> rows) {
        ConnectionSnapshot connection = session.connection();
        rows.add(new Row(absence.sip().isPresent() ? "connection, kept" : "connection", connection.state().text().replace("connection:", "")
                + (connection.registered() ? ", registered" : "")
                + connection.configuration().map(configuration -> ", " + configuration.uri()).orElse("")
                + (new Overview(connector).disconnectedByCommand()
                        ? " by command, sip:connect " + connector.id() + " connects it"
                        : connection.lastError().filter(error -> !connection.established())
                                .map(error -> ", last error: " + FailureText.ofLast(error)).orElse(""))));
        new Overview(connector).outdated().ifPresent(waits -> rows.add(new Row("configuration", waits)));
        rows.add(new Row("auto connect", text(session.autoConnector()) + session.autoConnector().lastError()
                .filter(error -> !connection.established() && !connection.lastError().equals(Optional.of(error)))
                .map(error -> ", last error: " + FailureText.ofLast(error)).orElse("")));
        rows.add(new Row("call", new Overview(connector).call(session.call())));
        new Overview(connector).room().ifPresent(room -> rows.add(new Row("kept in room", room)));
        muted().ifPresent(muted -> rows.add(new Row("muted", MutingCommand.list(muted))));
        session.call().participantName().ifPresent(name -> rows.add(new Row("participant", name)));
        rows.add(new Row("role", text(session.role().role().kind()) + ", licensed for " + text(session.role().license())));
        rows.add(new Row("incoming", text(session.incoming())));
        rows.add(new Row("presentation", text(session.presentation().state())));
    }

    /** What passed through the call's connection so far; empty while the engine is absent, too. */
    Optional<MediaFlow> flow() {
        if (media == null || !connector.has(CallManager.class)) {
            return Optional.empty();
        }
        try {
            return connector.manager(CallManager.class).snapshot().activePeer().flatMap(media::flow);
        } catch (SipConnectorException absent) {
            return Optional.empty();
        }
    }

    /** The reason the connector does not work as it should; what is over and mended is none. */
    Optional<String> trouble() {
        return ConnectorTrouble.of(connector);
    }

    static String text(MediaFlow flow) {
        String sizes = flow.tracks().stream().filter(track -> track.width() > 0)
                .map(track -> track.width() + "x" + track.height()).collect(Collectors.joining(", "));
        return "audio " + flow.audioSent() + " blocks sent, " + flow.audioReceived() + " received; video "
                + flow.framesSent() + " frames sent, " + flow.framesReceived() + " received"
                + (sizes.isEmpty() ? "" : " (" + sizes + ")") + "; " + text(flow.state());
    }

    private static String text(AutoConnectorSnapshot watch) {
        String state = switch (watch.state()) {
            case IDLE -> watch.waitsForNetwork() ? "waits for the network" : "off";
            case DISCONNECTING -> "ends the connection";
            case ATTEMPTING_GATE, ATTEMPTING_CONNECT -> "connecting";
            case WAITING_BEFORE_RETRY -> "waits before the next attempt";
            case CONNECTED_MONITORING -> "watches over the connection";
            case TELEPHONY_CHECKING -> "out of attempts, waits until the server can be reached";
            case ERROR_TERMINAL -> "has given up: correct its file, or sip:connect";
        };
        boolean trying = switch (watch.state()) {
            case ATTEMPTING_GATE, ATTEMPTING_CONNECT, WAITING_BEFORE_RETRY -> watch.attempts() > 0;
            default -> false;
        };
        return state + (trying ? ", attempt " + watch.attempts() : "");
    }

    /** What the conference noted for the participant; media that flows is not held back by it. */
    private static String text(License license) {
        return switch (license) {
            case AUDIO -> "audio";
            case VIDEO -> "audio and video";
            case AUDIOPLUSPRESENTATION -> "audio and presentation";
        };
    }

    private static String text(IncomingCallSnapshot incoming) {
        String ringing = Overview.ringing(incoming);
        String caller = incoming.remoteCaller().map(who -> " from " + Overview.name(who)).orElse("");
        return !ringing.isEmpty() ? ringing : switch (incoming.state()) {
            case IDLE, RINGING -> "none";
            case CONSUMED -> "last" + caller + ", answered";
            case DECLINED -> "last" + caller + ", declined";
            case TERMINATED -> "last" + caller + ", not answered in time";
            case FAILED -> "last" + caller + ", given up by the caller";
        };
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
