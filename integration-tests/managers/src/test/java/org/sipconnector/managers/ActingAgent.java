/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.connection.ReconnectPauses;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.UserAgentSettings;

/** A user agent of the acting SIP foundation: its transport, opened again when lost, its requests and its sessions. */
final class ActingAgent {

    private static final Duration FAREWELL = Duration.ofMillis(1_500);

    private final World world;
    private final ActingSip sip;
    private final UserAgentId id;
    private final UserAgentSettings settings;
    private final ActingRegistration registration;
    private final Map<DialogId, ActingDialog> dialogs = new LinkedHashMap<>();
    private final Map<String, Function<SipFailure, SipEvent>> requests = new LinkedHashMap<>();
    private boolean opening;
    private boolean connected;
    private boolean stopping;
    private boolean over;
    private int attempts;
    private int flow;

    ActingAgent(World world, ActingSip sip, UserAgentId id, UserAgentSettings settings) {
        this.world = world;
        this.sip = sip;
        this.id = id;
        this.settings = settings;
        this.registration = new ActingRegistration(world, this, settings.registration().expires());
    }

    UserAgentId id() {
        return id;
    }

    boolean connected() {
        return connected;
    }

    /** Whether sessions survive a loss of the transport. */
    boolean recovers() {
        return settings.recovery().isPresent() && !stopping;
    }

    List<ActingDialog> dialogs() {
        return List.copyOf(dialogs.values());
    }

    void forget(ActingDialog dialog) {
        dialogs.remove(dialog.id());
    }

    void tell(SipEvent event) {
        if (!over) {
            world.tell(event);
        }
    }

    /** Does this unless the transport was lost meanwhile. */
    void overThisFlow(Duration time, Runnable task) {
        int now = flow;
        world.after(time, () -> {
            if (flow == now && !over) {
                task.run();
            }
        });
    }

    // ---- the transport

    void open() {
        if (stopping) {
            return;
        }
        attempts++;
        opening = true;
        flow++;
        tell(new SipEvent.TransportConnecting(id, attempts));
        overThisFlow(World.ROUND_TRIP, () -> {
            if (world.manners().reachable) {
                opened();
            } else {
                lose("Connection refused");
            }
        });
    }

    private void opened() {
        attempts = 0;
        opening = false;
        connected = true;
        tell(new SipEvent.TransportConnected(id, "192.0.2.1:443"));
        registration.connected();
        dialogs().forEach(ActingDialog::rebind);
    }

    /** The transport is lost, or did not open. */
    void lose(String reason) {
        boolean opened = connected;
        opening = false;
        connected = false;
        flow++;
        SipFailure failure = SipFailure.system(SipCause.CONNECTION_ERROR, reason);
        failRequests(failure);
        registration.fail(failure);
        dialogs().forEach(dialog -> dialog.lost(failure));
        if (stopping) {
            finished();
            return;
        }
        tell(new SipEvent.TransportDisconnected(id, true, opened, opened ? 1006 : 0, reason));
        registration.disconnected();
        if (settings.recovery().isPresent()) {
            ReconnectPauses pauses = settings.recovery().get();
            long pause = Math.min(pauses.shortest().toMillis() << Math.min(attempts, 10), pauses.longest().toMillis());
            overThisFlow(Duration.ofMillis(pause), this::open);
            int lost = flow;
            world.after(World.TRANSACTION, () -> {
                if (!over && !connected && flow >= lost) {
                    dialogs().forEach(dialog -> dialog.abandon(failure));
                }
            });
        }
    }

    /** It goes on in another process: what was under way has failed, and its transport is opened anew without a word. */
    void restart() {
        SipFailure failure = SipFailure.system(SipCause.CONNECTION_ERROR, "the SIP foundation ends");
        connected = false;
        flow++;
        failRequests(failure);
        registration.restart();
        dialogs().forEach(dialog -> dialog.lost(failure));
        if (stopping) {
            finished();
            return;
        }
        opening = true;
        overThisFlow(World.ROUND_TRIP, () -> {
            if (world.manners().reachable) {
                attempts = 0;
                opening = false;
                connected = true;
                registration.connected();
                dialogs().forEach(ActingDialog::rebind);
            } else {
                lose("Connection refused");
            }
        });
    }

    /** Tells its owner once more what it may have missed, as soon as it can be reached. */
    void report() {
        if (opening) {
            overThisFlow(World.ROUND_TRIP, this::report);
        } else if (connected) {
            tell(new SipEvent.TransportConnected(id, "192.0.2.1:443"));
            registration.report();
        }
    }

    void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        registration.leave();
        if (!connected) {
            dialogs().forEach(dialog -> dialog.abandon(SipFailure.system(SipCause.CONNECTION_ERROR, "stopped")));
            finished();
            return;
        }
        dialogs().forEach(dialog -> dialog.terminate(SipCause.TERMINATED));
        boolean answered = world.manners().requests != Manners.SILENT && requests.isEmpty();
        overThisFlow(answered ? World.ROUND_TRIP : FAREWELL, () -> lose("closed"));
    }

    private void finished() {
        tell(new SipEvent.TransportDisconnected(id, false, false, 0, ""));
        over = true;
        opening = false;
        sip.gone(this);
    }

    /** Whether a transport is there or being opened. */
    boolean trying() {
        return connected || opening;
    }

    // ---- registration and requests

    void register() {
        registration.register();
    }

    void unregister() {
        registration.unregister();
    }

    void request(OutgoingRequest request) {
        request(request, OptionalSession.NONE);
    }

    /** Sends a request, in a session where there is one. */
    void request(OutgoingRequest request, OptionalSession session) {
        String own = request.id();
        requests.put(own, failure -> new SipEvent.RequestFailed(id, own, failure));
        if (!connected) {
            failRequest(own, SipFailure.system(SipCause.CONNECTION_ERROR, "not connected"));
            return;
        }
        int status = world.manners().requests;
        if (status == Manners.SILENT) {
            overThisFlow(request.timeout(), () -> failRequest(own, SipFailure.system(SipCause.REQUEST_TIMEOUT, "no answer")));
        } else {
            overThisFlow(World.ROUND_TRIP, () -> {
                if (status != Manners.OBLIGING || !session.there()) {
                    failRequest(own, SipFailure.response(status == Manners.OBLIGING ? 481 : status, "Refused", List.of()));
                } else if (requests.remove(own) != null) {
                    tell(new SipEvent.RequestAnswered(id, own, 200, "OK", List.of(), Optional.<SipBody>empty()));
                }
            });
        }
    }

    private void failRequest(String request, SipFailure failure) {
        Function<SipFailure, SipEvent> failing = requests.remove(request);
        if (failing != null) {
            tell(failing.apply(failure));
        }
    }

    private void failRequests(SipFailure failure) {
        List.copyOf(requests.keySet()).forEach(request -> failRequest(request, failure));
    }

    // ---- sessions

    void invite(DialogId dialog) {
        ActingDialog session = ActingDialog.calling(world, this, dialog);
        dialogs.put(dialog, session);
        session.start();
    }

    /** The server calls. */
    void call(DialogId dialog, boolean lateOffer) {
        ActingDialog session = ActingDialog.called(world, this, dialog, lateOffer);
        dialogs.put(dialog, session);
        tell(new SipEvent.IncomingInvite(id, dialog, settings.account().user(), "caller", "sip.example.org", Optional.of("Caller"),
                lateOffer ? Optional.empty() : Optional.of(Sdp.offer()), List.of()));
        session.start();
    }

    /** The server sends a NOTIFY outside any session. */
    void notified(List<Header> headers) {
        tell(new SipEvent.RequestReceived(id, "NOTIFY", "sip:server@sip.example.org", headers, Optional.empty()));
    }

    /** A session that a request may be sent in. */
    interface OptionalSession {

        OptionalSession NONE = () -> true;

        boolean there();
    }
}
