/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.sipconnector.sip.digest.DigestAlgorithm;
import org.sipconnector.sip.dns.NameServers;
import org.sipconnector.sip.transport.Capacity;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.sip.transport.SecurityPolicy;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.configuration.ConfigurationValues;
import org.sipconnector.spi.configuration.ValueTypes;

/**
 * Settings of {@code org.sipconnector.sip.cfg}; a change holds from the next connection on.
 *
 * @param nameServers    whom to ask, in order; those of the operating system when empty
 * @param limits         what one peer may ask
 * @param security      what is accepted of a peer's security
 * @param farewellMillis how long a user agent that is stopped may take
 */
record SipConfiguration(List<InetSocketAddress> nameServers, Limits limits, Capacity capacity, SecurityPolicy security, int farewellMillis) {

    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST = 10_000_000;

    private static final ConfigurationKey<List<InetSocketAddress>> DNS_SERVERS = ConfigurationKey.optional("dns.servers",
            ValueTypes.listOf(ValueTypes.of("HOST or HOST:PORT with a literal address", NameServers::of)),
            "those of the system", "Name servers, in order.");
    private static final ConfigurationKey<Integer> MESSAGE_BYTES = bytes("limits.messageBytes",
            "Bytes of a message, head and body; a larger request is answered 413, and ends a TCP connection.");
    private static final ConfigurationKey<Integer> FRAME_BYTES = bytes("limits.frameBytes",
            "Bytes of a WebSocket message; a larger one ends its connection with code 1009.");
    private static final ConfigurationKey<Integer> HEADERS = ConfigurationKey.of("limits.headers",
            ValueTypes.wholeNumber(20, 100_000), "500", "Header lines of a message; a request with more is answered 400.");
    private static final ConfigurationKey<Integer> TRANSACTIONS = count("limits.transactions", "10000",
            "Requests of one connection being answered at once, over UDP for 32 s each; more get 503.");
    private static final ConfigurationKey<Integer> TRANSACTIONS_PER_SOURCE = count("limits.transactionsPerSource", "10000",
            "Requests of one address, over all its connections, being answered at once; more get 503.");
    private static final ConfigurationKey<Integer> CONNECTIONS_PER_SOURCE = count("limits.connectionsPerSource", "20000",
            "Connections of one address to one listener; more are closed at once.");
    private static final ConfigurationKey<Duration> IDLE = ConfigurationKey.of("limits.idleSeconds", ValueTypes.seconds(1, 86_400), "120",
            "Seconds a TCP or TLS connection to a listener may say nothing, not even a keep-alive, before it is closed; those of"
                    + " registered clients and of calls stay.");
    private static final ConfigurationKey<Integer> RINGING = count("limits.ringing", "1000",
            "Calls of one user agent that ring at once; more get 503.");
    private static final ConfigurationKey<Integer> RINGING_PER_SOURCE = count("limits.ringingPerSource", "1000",
            "Calls of one address that ring at once, whatever user agents it calls; more get 503.");
    private static final ConfigurationKey<Integer> RINGING_IN_ALL = count("limits.ringingInAll", "10000",
            "Calls that ring at once at all user agents; more get 503.");
    private static final ConfigurationKey<Integer> WAITING_BYTES = ConfigurationKey.of("limits.waitingBytes",
            ValueTypes.wholeNumber(1_024, 1 << 30), "4194304",
            "Bytes of what peers sent that wait for their connector; then new requests get 503.");
    private static final ConfigurationKey<Integer> BYTES_PER_SOURCE = ConfigurationKey.of("limits.bytesPerSource",
            ValueTypes.wholeNumber(1_024, 1 << 30), "16777216",
            "Bytes of the requests of one address, over all its connections, being answered, calls that ring included; more get 503.");
    private static final ConfigurationKey<Integer> CALLS = count("limits.calls", "1000000",
            "Calls at once in this process; more fail, and those that come in get 503.");
    private static final ConfigurationKey<Integer> CPU_PERCENT = ConfigurationKey.of("limits.cpuPercent", ValueTypes.wholeNumber(1, 100), "100",
            "Percent of the machine's processors that may be in use, by anybody, for new calls to begin: above it they fail, and those that come"
                    + " in get 503, until it is ten less; 100 for no limit.");
    private static final ConfigurationKey<List<String>> TLS_VERSIONS = ConfigurationKey.optional("tls.versions",
            ValueTypes.listOf(ValueTypes.of("TLSv1.3 or TLSv1.2", SecurityPolicy::version)), "both", "TLS versions.");
    private static final ConfigurationKey<List<String>> TLS_CIPHERS = ConfigurationKey.optional("tls.ciphers",
            ValueTypes.listOf(ValueTypes.of("a cipher suite this Java runtime knows", SecurityPolicy::cipher)),
            "those with forward secrecy and authenticated encryption", "TLS cipher suites by their Java names, best first.");
    private static final ConfigurationKey<DigestAlgorithm> MINIMUM_DIGEST = ConfigurationKey.of("digest.minimumAlgorithm",
            ValueTypes.of("MD5, SHA-256 or SHA-512-256", SecurityPolicy::digest), "MD5",
            "Weakest digest algorithm that a password is used with.");
    private static final ConfigurationKey<List<String>> ORIGINS = ConfigurationKey.optional("webSocket.origins",
            ValueTypes.listOf(ValueTypes.text()), "all", "Origins of web pages that may open a WebSocket to our listeners,"
                    + " such as https://phone.example.com.");
    private static final ConfigurationKey<Duration> FAREWELL = ConfigurationKey.of("farewellMillis",
            ValueTypes.milliseconds(0, 30_000), "2000", "How long a stopped connector may take to end its call (BYE) and its"
                    + " registration, answered or not, in milliseconds.");

    static final ConfigurationSchema<SipConfiguration> SCHEMA = new ConfigurationSchema<>(SipSettings.PID,
            "Name servers and limits of the SIP foundation", List.of(DNS_SERVERS, MESSAGE_BYTES, FRAME_BYTES, HEADERS,
                    TRANSACTIONS, TRANSACTIONS_PER_SOURCE, CONNECTIONS_PER_SOURCE, IDLE, RINGING, RINGING_PER_SOURCE, RINGING_IN_ALL, WAITING_BYTES,
                    BYTES_PER_SOURCE, CALLS, CPU_PERCENT, TLS_VERSIONS, TLS_CIPHERS, MINIMUM_DIGEST, ORIGINS, FAREWELL),
            SipConfiguration::of);

    static final SipConfiguration DEFAULT = SCHEMA.defaults();

    SipConfiguration(List<InetSocketAddress> nameServers, Limits limits) {
        this(nameServers, limits, Capacity.DEFAULT, SecurityPolicy.DEFAULT, DEFAULT.farewellMillis());
    }

    private static ConfigurationKey<Integer> bytes(String name, String meaning) {
        return ConfigurationKey.of(name, ValueTypes.wholeNumber(1_024, MOST_BYTES), "262144", meaning);
    }

    private static ConfigurationKey<Integer> count(String name, String standard, String meaning) {
        return ConfigurationKey.of(name, ValueTypes.wholeNumber(1, MOST), standard, meaning);
    }

    private static SipConfiguration of(ConfigurationValues values) {
        return new SipConfiguration(values.find(DNS_SERVERS).orElse(List.of()), new Limits(values.get(MESSAGE_BYTES),
                values.get(FRAME_BYTES), values.get(HEADERS), values.get(TRANSACTIONS), values.get(TRANSACTIONS_PER_SOURCE),
                values.get(CONNECTIONS_PER_SOURCE), new Limits.Kept((int) values.get(IDLE).toSeconds(), ringing(values),
                        values.get(WAITING_BYTES), values.get(BYTES_PER_SOURCE))),
                new Capacity(values.get(CALLS), values.get(CPU_PERCENT)), security(values), (int) values.get(FAREWELL).toMillis());
    }

    private static Limits.Ringing ringing(ConfigurationValues values) {
        return new Limits.Ringing(values.get(RINGING), values.get(RINGING_PER_SOURCE), values.get(RINGING_IN_ALL));
    }

    private static SecurityPolicy security(ConfigurationValues values) {
        SecurityPolicy usual = SecurityPolicy.DEFAULT;
        return new SecurityPolicy(values.find(TLS_VERSIONS).filter(given -> !given.isEmpty()).orElse(usual.versions()),
                values.find(TLS_CIPHERS).filter(given -> !given.isEmpty()).orElse(usual.ciphers()),
                values.get(MINIMUM_DIGEST), values.find(ORIGINS).orElse(List.of()));
    }
}
