/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.connection.ConnectionEvent;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.session.SessionEvent;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.streamhealth.StreamHealthEvent;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;

/**
 * The public names of events, each made by an event of its family. Tracks are muted by nobody here, candidates travel in
 * descriptions, and a session replaced by another INVITE ends: so there is no muted, unmuted, icecandidate and replaces.
 */
class EventNamesTest {

    private static final List<Class<?>> FAMILIES = List.of(ConnectionEvent.class, CallEvent.class, ServerApiEvent.class,
            IncomingCallEvent.class, PresentationEvent.class, AutoConnectEvent.class, CallReconnectEvent.class,
            StatsEvent.class, BalancerEvent.class, StreamHealthEvent.class, SessionEvent.class, ConnectorEvent.class);
    private static final List<String> STEPS = List.of("createoffer", "createanswer", "setlocaldescription",
            "setremotedescription");
    private static final Map<Class<?>, Object> NOTHING = Map.ofEntries(Map.entry(int.class, 0), Map.entry(long.class, 0L),
            Map.entry(double.class, 0.0), Map.entry(boolean.class, false), Map.entry(String.class, ""),
            Map.entry(List.class, List.of()), Map.entry(Set.class, Set.of()), Map.entry(Map.class, Map.of()),
            Map.entry(Optional.class, Optional.empty()), Map.entry(OptionalInt.class, OptionalInt.empty()),
            Map.entry(Duration.class, Duration.ZERO), Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Throwable.class, new IllegalStateException()));

    @ParameterizedTest
    @CsvSource(textBlock = """
            connection, connecting connected disconnected disconnecting newRTCSession registered unregistered
            connection, registrationFailed newMessage sipEvent connect-started connect-succeeded connect-failed
            connection, connect-parameters-resolve-success connect-parameters-resolve-failed
            connection, connected-with-configuration
            call, peerconnection connecting sending progress accepted confirmed ended failed newDTMF newInfo hold unhold
            call, reinvite update refer sdp getusermediafailed sinkfailed peerconnection:createofferfailed
            call, peerconnection:createanswerfailed peerconnection:setlocaldescriptionfailed
            call, peerconnection:setremotedescriptionfailed peerconnection:confirmed peerconnection:ontrack
            call, ended:fromserver call-status-changed remote-tracks-changed remote-streams-changed start-call end-call
            call, recv-session-started recv-session-ended recv-quality-changed
            api, enter-room main-cam-control use-license new-dtmf conference:participant-token-issued
            api, contented-stream:available contented-stream:not-available presentation:must-stop channels:all
            api, channels:notify participant:added-to-list-moderators participant:removed-from-list-moderators
            api, participant:move-request-to-stream participant:move-request-to-spectators
            api, participant:move-request-to-spectators-synthetic participant:move-request-to-spectators-with-audio-id
            api, participant:move-request-to-participants participation:accepting-word-request
            api, participation:cancelling-word-request webcast:started webcast:stopped account:changed account:deleted
            api, admin:start-main-cam admin:stop-main-cam admin:start-mic admin:stop-mic admin:force-sync-media-state
            api, failed-send-room-direct-p2p
            incoming-call, ringing declinedIncomingCall terminatedIncomingCall failedIncomingCall
            presentation, start started updating updated end ended failed
            auto-connect, before-attempt success failed-all-attempts cancelled-attempts changed-attempt-status
            auto-connect, stop-attempts-by-error limit-reached-attempts telephony-check-failure
            auto-connect, telephony-check-escalated
            call-reconnect, armed disarmed failure-detected attempt-scheduled attempt-started attempt-succeeded
            call-reconnect, attempt-failed waiting-signaling limit-reached cancelled status-changed
            call-reconnect, termination-classified terminal
            stats, collected stopped
            video-balancer, balancing-scheduled balancing-started balancing-stopped parameters-updated
            main-stream-health, health-snapshot inbound-video-problem-detected inbound-video-problem-resolved
            main-stream-health, inbound-video-problem-reset
            session, snapshot-changed
            own, disconnected-from-out-of-call connected-with-configuration-from-out-of-call
            own, stopped-presentation-by-server-command
            """)
    void everyNameIsThatOfAnEvent(String family, String names) {
        List<String> told = FAMILIES.stream().flatMap(EventNamesTest::records).flatMap(EventNamesTest::names).toList();
        String prefix = family.equals("own") ? "" : family + ":";

        assertThat(told).containsAll(Stream.of(names.split(" +")).map(name -> prefix + name).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventNamesTest::records) : Stream.of(type);
    }

    /** The event's name; where it depends on what happened, each it can have. */
    private static Stream<String> names(Class<?> event) {
        Constructor<?> constructor = event.getDeclaredConstructors()[0];
        Class<?>[] types = constructor.getParameterTypes();
        List<Object[]> variants = new ArrayList<>();
        variants.add(Arrays.stream(types).map(EventNamesTest::some).toArray());
        for (int i = 0; i < types.length; i++) {
            for (Object choice : choices(types[i])) {
                Object[] variant = variants.get(0).clone();
                variant[i] = choice;
                variants.add(variant);
            }
        }
        return variants.stream().map(arguments -> name(constructor, arguments));
    }

    private static String name(Constructor<?> constructor, Object[] arguments) {
        try {
            return ((Event) constructor.newInstance(arguments)).name();
        } catch (ReflectiveOperationException | NullPointerException e) {
            return "no " + constructor.getDeclaringClass().getSimpleName();
        }
    }

    private static List<?> choices(Class<?> type) {
        return type == String.class
                ? STEPS
                : type == boolean.class
                        ? List.of(true)
                        : type.isEnum() ? List.of(type.getEnumConstants()) : List.of();
    }

    private static Object some(Class<?> type) {
        return type.isEnum() ? type.getEnumConstants()[0] : NOTHING.get(type);
    }
}
