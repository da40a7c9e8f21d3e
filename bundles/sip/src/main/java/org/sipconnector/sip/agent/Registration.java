package org.sipconnector.sip.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipEvent.Registered;
import org.sipconnector.api.sip.SipEvent.RegistrationFailed;
import org.sipconnector.api.sip.SipEvent.Unregistered;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.SipState;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.api.sip.UserAgentSettings;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.Wire.Alarm;

/** Keeps one address of record registered (RFC 3261 section 10, RFC 5626). */
final class Registration {

    private static final long RETRY_MIN_MILLIS = 30_000;
    private static final long RETRY_MAX_MILLIS = 60_000;

    private final Endpoint endpoint;
    private final UserAgentSettings settings;
    private final String instance;
    private final AccountIdentity identity;
    private String callId = Tokens.random(22);
    private long cseq;
    private long expires;
    private boolean wanted;
    private boolean registered;
    private boolean asked;
    private Exchange running;
    private Alarm next;

    Registration(Endpoint endpoint, UserAgentSettings settings, AccountIdentity identity, String instance) {
        this.identity = identity;
        this.endpoint = endpoint;
        this.settings = settings;
        this.instance = instance;
        this.expires = settings.registerExpires().toSeconds();
    }

    /** Registers because the owner asks: he gets an answer in any case. */
    void register() {
        wanted = true;
        begin(expires, true);
    }

    /** The transport is open again. A registration taken up from data is refreshed silently. */
    void connected() {
        if (wanted && running == null) {
            begin(expires, asked || !registered);
            asked = false;
        }
    }

    SipState.Account handOver(UserAgentId id, boolean connected) {
        stopTimer();
        boolean asked = wanted && (running != null ? running.asked : !registered && connected);
        running = null;
        return new SipState.Account(id, instance, callId, cseq, wanted, asked, connected, identity.registered(), List.of());
    }

    void takeUp(SipState.Account account) {
        callId = account.callId();
        cseq = account.cseq();
        wanted = account.registered();
        registered = wanted && !account.asked() && account.connected();
        asked = account.asked();
    }

    void unregister() {
        wanted = false;
        stopTimer();
        if (!registered || !endpoint.connected()) {
            registered = false;
            endpoint.publish(new Unregistered(endpoint.id(), Optional.empty()));
        } else {
            begin(0, true);
        }
    }

    /** Un-registers without waiting for the outcome, when the user agent ends. */
    void leave() {
        wanted = false;
        stopTimer();
        if (registered && endpoint.connected()) {
            registered = false;
            begin(0, false);
        }
    }

    void disconnected() {
        stopTimer();
        running = null;
        if (registered) {
            registered = false;
            endpoint.publish(new Unregistered(endpoint.id(), Optional.empty()));
        }
    }

    private void begin(long seconds, boolean asked) {
        stopTimer();
        running = new Exchange(seconds, asked);
        running.send();
    }

    private void stopTimer() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** One REGISTER and its repetitions; a newer one makes it worthless. */
    private final class Exchange implements ClientTransaction.User {

        private long seconds;
        private final boolean asked;

        Exchange(long seconds, boolean asked) {
            this.seconds = seconds;
            this.asked = asked;
        }

        void send() {
            String aor = "<sip:" + settings.user() + '@' + settings.domain() + '>';
            List<Header> headers = new ArrayList<>(settings.registerHeaders());
            headers.add(new Header("Expires", Long.toString(seconds)));
            headers.add(new Header("Contact", identity.address() + ";+sip.ice;reg-id=1;+sip.instance=\"<" + instance
                    + ">\";expires=" + seconds));
            headers.add(new Header("Supported", settings.options().gruu() ? "path,gruu,outbound" : "path,outbound"));
            RequestDraft request = new RequestDraft("REGISTER", "sip:" + settings.domain(),
                    endpoint.identity().from() + ";tag=" + Tokens.random(10), aor, callId, ++cseq,
                    settings.options().routes(), headers, null);
            endpoint.send(request, () -> ++cseq, Duration.ZERO, this);
        }

        @Override
        public void answered(IncomingResponse response) {
            if (running != this) {
                return;
            }
            if (response.success()) {
                running = null;
                succeeded(response);
            } else if (response.status() == 423 && longer(response)) {
                send();
            } else {
                failed(response.failure());
            }
        }

        private boolean longer(IncomingResponse response) {
            long minimum = number(response.header("Min-Expires").orElse(""));
            if (minimum <= seconds) {
                return false;
            }
            seconds = minimum;
            expires = minimum;
            return true;
        }

        private void succeeded(IncomingResponse response) {
            boolean before = registered;
            registered = seconds > 0;
            if (!registered) {
                if (asked) {
                    endpoint.publish(new Unregistered(endpoint.id(), Optional.empty()));
                }
                return;
            }
            identity.serviceRoutes(response.entries("Service-Route"));
            long granted = GrantedContact.expiry(response, identity.address(), instance).orElse(seconds);
            if (settings.options().gruu()) {
                identity.gruu(GrantedContact.gruu(response, identity.address(), instance));
            }
            next = endpoint.after(refreshMillis(granted), () -> begin(expires, false));
            if (asked || !before) {
                endpoint.publish(new Registered(endpoint.id(), response.status(), (int) granted));
            }
        }

        @Override
        public void failed(SipFailure failure) {
            if (running != this) {
                return;
            }
            running = null;
            if (seconds == 0) {
                registered = false;
                if (asked) {
                    endpoint.publish(new Unregistered(endpoint.id(), Optional.of(failure)));
                }
                return;
            }
            boolean lost = registered;
            registered = false;
            if (asked) {
                endpoint.publish(new RegistrationFailed(endpoint.id(), failure));
            }
            if (lost) {
                endpoint.publish(new Unregistered(endpoint.id(), Optional.of(failure)));
            }
            boolean invited = failure.header("Retry-After").isPresent();
            if (passing(failure) && wanted && endpoint.connected() && (lost || !asked || invited)) {
                next = endpoint.after(retryMillis(failure), () -> begin(expires, false));
            } else if (!passing(failure)) {
                wanted = false;
            }
        }
    }

    /** Whether trying again later may help: timeouts and server trouble, not a wrong password. */
    private static boolean passing(SipFailure failure) {
        return failure.cause() == SipCause.REQUEST_TIMEOUT || failure.cause() == SipCause.CONNECTION_ERROR
                || failure.status() == 408 || failure.status() == 480 || failure.status() / 100 == 5;
    }

    private static long retryMillis(SipFailure failure) {
        long after = number(failure.header("Retry-After").orElse("").split("[;( ]", 2)[0]);
        return after > 0 ? after * 1000 : ThreadLocalRandom.current().nextLong(RETRY_MIN_MILLIS, RETRY_MAX_MILLIS);
    }

    /** Well before the end, spread over time so that accounts started together do not refresh together. */
    static long refreshMillis(long granted) {
        long seconds = Math.max(granted, 10);
        return seconds > 64
                ? seconds * 500 + ThreadLocalRandom.current().nextLong(Math.max(1, seconds * 500 - 32_000))
                : (seconds - 5) * 1000;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
