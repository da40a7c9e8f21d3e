/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.Tokens;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.Unregistered;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one address of record registered (RFC 3261 section 10, RFC 5626). */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    /** A registration taken up is made once more within so long. */
    private static final long AGAIN_MILLIS = 40_000;
    /** RFC 5626 section 4.5: 30 s doubled for each failure, of which half to all is waited. */
    private static final long RETRY_MILLIS = 30_000;
    private static final long RETRY_MAX_MILLIS = 1_800_000;
    private static final int MAX_EXPONENT = 10;
    private static final int MOST_EXTENSIONS = 3;
    private static final int MOST_ROUTES = 20;
    private static final long LONGER_SECONDS = 3_600;
    private static final long LONGEST_SECONDS = 0xFFFF_FFFFL;

    private final Endpoint endpoint;
    private final UserAgentSettings settings;
    private final String instance;
    private final AccountIdentity identity;
    private final LeftContact left = new LeftContact();
    private String callId = Tokens.random(22);
    private long cseq;
    private long expires;
    private boolean wanted;
    private boolean registered;
    private boolean asked;
    /** Whether the registrar may know RFC 5626; until it says that it does not. */
    private boolean outbound = true;
    /** Failures in a row. */
    private int failures;
    /** Whether another process may have registered last. */
    private boolean unsure;
    /** What the owner was told when it was registered last. */
    private Registered latest;
    private Exchange running;
    private Alarm next;

    Registration(Endpoint endpoint, UserAgentSettings settings, AccountIdentity identity, String instance) {
        this.identity = identity;
        this.endpoint = endpoint;
        this.settings = settings;
        this.instance = instance;
        this.expires = settings.registration().expires().toSeconds();
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
        SipState.Account account = copy(id, connected);
        stopTimer();
        running = null;
        return account;
    }

    /** What it is now, as data. */
    SipState.Account copy(UserAgentId id, boolean connected) {
        boolean waited = wanted && (running != null ? running.asked : !registered && connected);
        return new SipState.Account(id, instance, callId, cseq, wanted, waited, connected, identity.registered(), List.of());
    }

    void takeUp(SipState.Account account) {
        callId = account.callId();
        cseq = account.cseq();
        wanted = account.registered();
        registered = wanted && !account.asked() && account.connected();
        asked = account.asked();
        unsure = true;
        if (wanted) {
            left.takeUp(identity.address(account.contact().host()));
        }
    }

    /** Tells the owner once more that it is registered, or what comes of that. */
    void report() {
        if (running != null) {
            running.asked = true;
        } else if (registered) {
            endpoint.publish(latest);
        }
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
        Optional<Postponements.Postponed> postponed =
                seconds == 0 ? Optional.empty() : endpoint.postponements().of(settings);
        if (postponed.isPresent()) {
            postpone(postponed.get(), asked);
            return;
        }
        running = new Exchange(seconds, asked);
        running.send();
    }

    /** The registrar named a time to come back at: the owner is told again what it said, and waits. */
    private void postpone(Postponements.Postponed until, boolean asked) {
        next = endpoint.after(until.millis() + 1, () -> begin(expires, false));
        if (asked) {
            endpoint.publish(new RegistrationFailed(endpoint.id(), until.failure()));
        }
    }

    /** Nobody waits for what comes of it: if the registrar lists it once more, it is ended once more. */
    private void end(String contact) {
        LOG.info("{}: the registrar still has {}, where nobody is any more, and is told to forget it", endpoint.owner(), contact);
        List<Header> headers = new ArrayList<>(settings.registration().headers());
        headers.add(new Header("Expires", "0"));
        headers.add(new Header("Contact", contact + ";expires=0"));
        endpoint.send(draft(headers), () -> ++cseq, Duration.ZERO, new ClientTransaction.User() {
            @Override
            public void answered(IncomingResponse response) {
                LOG.debug("{}: to that the registrar says {}", endpoint.owner(), response.status());
            }

            @Override
            public void failed(SipFailure failure) {
                LOG.debug("{}: that was not heard: {}", endpoint.owner(), failure);
            }
        });
    }

    private RequestDraft draft(List<Header> headers) {
        String aor = "<sip:" + settings.account().user() + '@' + settings.account().domain() + '>';
        return new RequestDraft("REGISTER", "sip:" + settings.account().domain(),
                endpoint.identity().from() + ";tag=" + Tokens.random(10), aor, callId, ++cseq, settings.options().routes(), headers, null);
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
        private boolean asked;
        private int extensions;

        Exchange(long seconds, boolean asked) {
            this.seconds = seconds;
            this.asked = asked;
        }

        void send() {
            List<Header> headers = new ArrayList<>(settings.registration().headers());
            headers.add(new Header("Expires", Long.toString(seconds)));
            headers.add(new Header("Contact", identity.address() + ";+sip.ice" + (outbound ? ";reg-id=1" : "")
                    + ";+sip.instance=\"<" + instance + ">\";expires=" + seconds));
            headers.add(new Header("Supported", "path" + (settings.options().gruu() ? ",gruu" : "") + (outbound ? ",outbound" : "")));
            endpoint.send(draft(headers), () -> ++cseq, Duration.ZERO, this);
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
            } else if (response.status() == 439 && outbound) {
                // RFC 5626 section 6: the first hop lacks outbound
                outbound = false;
                send();
            } else {
                failed(response.failure());
            }
        }

        /** Whether a longer lifetime can be asked for; without Min-Expires, which is required, one guess is made. */
        private boolean longer(IncomingResponse response) {
            long named = Math.min(number(response.header("Min-Expires").orElse("")), LONGEST_SECONDS);
            long minimum = named == 0 && extensions == 0 ? Math.max(LONGER_SECONDS, 2 * seconds) : named;
            if (minimum <= seconds || ++extensions > MOST_EXTENSIONS) {
                return false;
            }
            seconds = minimum;
            expires = minimum;
            return true;
        }

        private void succeeded(IncomingResponse response) {
            boolean before = registered;
            if (seconds == 0) {
                registered = false;
                if (asked) {
                    endpoint.publish(new Unregistered(endpoint.id(), Optional.empty()));
                }
                return;
            }
            long granted = GrantedContact.expiry(response, identity.address(), instance).orElse(seconds);
            if (granted == 0) {
                refused(new SipFailure(Originator.REMOTE, SipCause.SIP_FAILURE_CODE, response.status(),
                        "the registrar's answer does not list this client's Contact as bound", response.headers()), true);
                return;
            }
            registered = true;
            failures = 0;
            endpoint.postponements().forget(settings);
            identity.serviceRoutes(response.entries("Service-Route").stream().map(HeaderAddress::ofRoute)
                    .filter(HeaderAddress::routable).limit(MOST_ROUTES).map(HeaderAddress::toString).toList());
            if (settings.options().gruu()) {
                identity.gruu(GrantedContact.gruu(response, identity.address(), instance));
            }
            next = endpoint.after(unsure ? Math.min(refreshMillis(granted), againMillis()) : refreshMillis(granted), () -> begin(expires, false));
            unsure = false;
            left.listed(response, identity.address()).ifPresent(Registration.this::end);
            latest = new Registered(endpoint.id(), response.status(), (int) granted);
            if (asked || !before) {
                endpoint.publish(latest);
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
            endpoint.postponements().note(settings, failure);
            refused(failure, passing(failure) || Postponements.seconds(failure) > 0);
        }

        /** @param passing whether trying again later may help */
        private void refused(SipFailure failure, boolean passing) {
            boolean lost = registered;
            registered = false;
            if (asked) {
                endpoint.publish(new RegistrationFailed(endpoint.id(), failure));
            }
            if (lost) {
                endpoint.publish(new Unregistered(endpoint.id(), Optional.of(failure)));
            }
            boolean invited = Postponements.seconds(failure) > 0 || failure.status() / 100 == 2;
            if (passing && wanted && endpoint.connected() && (lost || !asked || invited)) {
                next = endpoint.after(retryMillis(failure), () -> begin(expires, false));
            } else if (!passing) {
                wanted = false;
            }
        }
    }

    /** Whether trying again later may help: timeouts and server trouble, not a wrong password. */
    private static boolean passing(SipFailure failure) {
        return failure.cause() == SipCause.REQUEST_TIMEOUT || failure.cause() == SipCause.CONNECTION_ERROR
                || failure.status() == 408 || failure.status() == 480 || failure.status() / 100 == 5;
    }

    private long retryMillis(SipFailure failure) {
        long after = Postponements.seconds(failure);
        long longest = Math.min(RETRY_MAX_MILLIS, RETRY_MILLIS << Math.min(++failures, MAX_EXPONENT));
        return after > 0 ? after * 1000 : ThreadLocalRandom.current().nextLong(longest / 2, longest);
    }

    /** Soon, spread over time: a REGISTER of the former owner may have come late, and replaced the one that was answered. */
    private static long againMillis() {
        return ThreadLocalRandom.current().nextLong(AGAIN_MILLIS / 2, AGAIN_MILLIS);
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
