/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the SIP foundation, {@code org.sipconnector.sip.cfg}; a change holds from the next connection on. */
@ObjectClassDefinition(name = "SIP Connector sip", description = "Name servers and limits of the SIP foundation.")
@interface SipSettings {

    String PID = "org.sipconnector.sip";

    @AttributeDefinition(description = "Name servers to ask, HOST or HOST:PORT with literal addresses, in order;"
            + " none for those of the operating system.")
    String[] dns_servers() default {};

    @AttributeDefinition(description = "Bytes of a message, head and body; a larger request is answered 413, and ends a TCP"
            + " connection.")
    int limits_messageBytes() default 262_144;

    @AttributeDefinition(description = "Bytes of a WebSocket message; a larger one ends the connection with code 1009.")
    int limits_frameBytes() default 262_144;

    @AttributeDefinition(description = "Header lines of a message; a request with more is answered 400.")
    int limits_headers() default 500;

    @AttributeDefinition(description = "Requests of one connection being answered at once; more are answered 503.")
    int limits_transactions() default 10_000;

    @AttributeDefinition(description = "Requests of one address, over all its connections, being answered at once; more are"
            + " answered 503.")
    int limits_transactionsPerSource() default 10_000;

    @AttributeDefinition(description = "Connections of one address to one listener; more are closed at once.")
    int limits_connectionsPerSource() default 20_000;

    @AttributeDefinition(description = "Seconds a TCP or TLS connection to a listener may say nothing, not even a keep-alive,"
            + " before it is closed; those of registered clients and of calls stay.")
    int limits_idleSeconds() default 120;

    @AttributeDefinition(description = "Calls of one user agent that ring at once; more are answered 503.")
    int limits_ringing() default 1_000;

    @AttributeDefinition(description = "Calls of one address that ring at once, whatever user agents it calls; more are answered 503.")
    int limits_ringingPerSource() default 1_000;

    @AttributeDefinition(description = "Calls that ring at once at all user agents; more are answered 503.")
    int limits_ringingInAll() default 10_000;

    @AttributeDefinition(description = "Bytes of what peers sent that wait for their connector; then new requests are answered 503.")
    int limits_waitingBytes() default 4_194_304;

    @AttributeDefinition(description = "Bytes of the requests of one address, over all its connections, being answered, calls that"
            + " ring included; more are answered 503.")
    int limits_bytesPerSource() default 16_777_216;

    @AttributeDefinition(description = "Calls at once in this process; more fail, and those that come in are answered 503.")
    int limits_calls() default 1_000_000;

    @AttributeDefinition(description = "Percent of the machine's processors that may be in use, by anybody, for new calls to begin; 100 for no"
            + " limit.")
    int limits_cpuPercent() default 100;

    @AttributeDefinition(description = "TLS versions, of TLSv1.3 and TLSv1.2; none for both.")
    String[] tls_versions() default {};

    @AttributeDefinition(description = "TLS cipher suites by their Java names, best first; none for those with forward secrecy and"
            + " authenticated encryption.")
    String[] tls_ciphers() default {};

    @AttributeDefinition(description = "Weakest digest algorithm that a password is used with: MD5, SHA-256 or SHA-512-256.")
    String digest_minimumAlgorithm() default "MD5";

    @AttributeDefinition(description = "Origins of web pages that may open a WebSocket to our listeners, such as"
            + " https://phone.example.com; none for all.")
    String[] webSocket_origins() default {};

    @AttributeDefinition(description = "Milliseconds a user agent that is stopped has to end its calls and its registration.")
    int farewellMillis() default 2_000;
}
