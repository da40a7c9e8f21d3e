/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import static org.sipconnector.spi.configuration.ConfigurationKey.of;
import static org.sipconnector.spi.configuration.ConfigurationKey.optional;
import static org.sipconnector.spi.configuration.ConfigurationKey.required;
import static org.sipconnector.spi.configuration.ConfigurationKey.secret;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.IceServerUrl;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAddress;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.configuration.ConfigurationKey;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** The keys of a connector, {@code org.sipconnector.connector~ID.cfg}. */
public final class ConnectorKeys {

    private static final ValueType<String> ADDRESS = ValueTypes.of(ValueTypes.serverAddress().allowed(), text -> {
        ServerAddress.parse("server", text);
        return text;
    });

    private static final ValueType<String> CODEC =
            ValueTypes.matching("a mime type such as video/VP9", "video/[A-Za-z0-9._+-]{1,60}");

    static final ConfigurationKey<String> SERVER = required("server", ADDRESS, "conference server, `host` or `host:port`; a"
            + " host without port is looked up in DNS by NAPTR, SRV and address records (RFC 3263), and when one of its"
            + " servers does not serve the next is tried");
    static final ConfigurationKey<String> DOMAIN = optional("domain", ADDRESS, "the server's host",
            "domain of the account's address");
    static final ConfigurationKey<Transport> TRANSPORT =
            of("transport", ValueTypes.choice(Transport.class), "WSS", "how SIP reaches the server");
    static final ConfigurationKey<String> PATH = of("webSocketPath",
            ValueTypes.matching("a path that begins with / and has no blanks", "/[\\x21-\\x7e]{0,500}"), "/webrtc/wss/",
            "path of the WebSocket");
    static final ConfigurationKey<String> ORIGIN = optional("webSocketOrigin",
            ValueTypes.matching("an origin such as https://example.org", "[\\x21-\\x7e]{1,500}"), "none",
            "Origin of the WebSocket handshake");
    static final ConfigurationKey<String> PROXY = optional("outboundProxy",
            ValueTypes.matching("a sip: URI", "sip:[\\x21-\\x7e&&[^<>]]{1,500}"), "none",
            "URI that requests outside dialogs are routed through");
    static final ConfigurationKey<Boolean> SESSION_TIMERS =
            of("sessionTimers", ValueTypes.bool(), "false", "whether to offer session timers (RFC 4028)");
    static final ConfigurationKey<Boolean> GRUU = of("gruu", ValueTypes.bool(), "false", "whether the globally routable URI"
            + " that the registrar gives (RFC 5627) is used in calls; only where the server's proxy finds such URIs, too");
    static final ConfigurationKey<String> DISPLAY_NAME =
            optional("displayName", ValueTypes.text(), "none", "name shown to others; each blank is sent as `_`");
    static final ConfigurationKey<String> USER = optional("user", ValueTypes.matching("the user part of a SIP address:"
            + " letters, digits, -_.!~*'()&=+$,;?/ and %XX", "(?:[A-Za-z0-9\\-_.!~*'()&=+$,;?/]|%[0-9A-Fa-f]{2}){1,200}"),
            "a guest", "user part of the account's address");
    static final ConfigurationKey<Secret> PASSWORD =
            secret("password", "digest secret; best as `$[secret:NAME]` (the file `etc/NAME`) or `$[env:NAME]`");
    static final ConfigurationKey<Boolean> REGISTER =
            optional("register", ValueTypes.bool(), "true with a user", "whether to register");
    static final ConfigurationKey<Integer> REGISTER_EXPIRES = of("registerExpires", ValueTypes.wholeNumber(10, 86_400), "300",
            "registration lifetime in seconds");
    static final ConfigurationKey<Boolean> CONNECT_ON_START =
            of("connectOnStart", ValueTypes.bool(), "false", "connect at start and stay connected");
    static final ConfigurationKey<String> TRUST = of("tls.trust", ValueTypes.word("platform", "ca-file", "anything"), "platform",
            "how the server's certificate is judged: by the platform's authorities, by those of `tls.caFile`, or not at all"
                    + " (tests only; logged loudly; holds for `turns:` servers, too)");
    public static final ConfigurationKey<String> CA_FILE =
            optional("tls.caFile", PemFiles.CERTIFICATES, "none", "authorities, for `ca-file`");
    public static final ConfigurationKey<String> CERTIFICATE = optional("tls.certificate", PemFiles.CERTIFICATES, "none",
            "client certificate and its chain, shown when the server asks");
    public static final ConfigurationKey<String> KEY =
            optional("tls.key", PemFiles.PRIVATE_KEY, "none", "key of the client certificate");
    static final ConfigurationKey<List<String>> ICE_SERVERS = optional("ice.servers", ValueTypes.listOf(ValueTypes.of(
            "a url such as stun:HOST:PORT, turn:HOST:PORT?transport=tcp or turns:HOST (RFC 7064, RFC 7065)", text -> {
                IceServerUrl.parse(text);
                return text;
            })), "none", "STUN and TURN servers");
    static final ConfigurationKey<String> ICE_USERNAME =
            optional("ice.username", ValueTypes.text(), "none", "user of the TURN servers");
    static final ConfigurationKey<Secret> ICE_CREDENTIAL = secret("ice.credential", "password of the TURN servers");
    static final ConfigurationKey<String> REMOTE_ADDRESS = optional("remoteAddress",
            ValueTypes.matching("a host name or an address", "[A-Za-z0-9.:_\\[\\]-]{1,253}"), "none",
            "this client's public address, told to the server");
    static final ConfigurationKey<String> USER_AGENT =
            of("userAgent", ValueTypes.text(), "SIP-Connector", "User-Agent header");
    static final ConfigurationKey<Size> MOST_RESOLUTION = optional("maxAvailableResolution", PictureSize.TYPE, "no limit",
            "largest video to send");
    static final ConfigurationKey<List<Header>> EXTRA_HEADERS = optional("extraHeaders",
            ValueTypes.listOf(ExtraHeader.TYPE), "none", "further headers of REGISTER");
    static final ConfigurationKey<Duration> RECOVERY_MIN = of("recovery.minSeconds", ValueTypes.seconds(0, 3_600), "2",
            "shortest wait before a lost transport is opened again");
    static final ConfigurationKey<Duration> RECOVERY_MAX = of("recovery.maxSeconds", ValueTypes.seconds(0, 3_600), "6",
            "longest such wait");
    static final ConfigurationKey<Integer> ATTEMPTS = of("connectAttempts", ValueTypes.wholeNumber(1, 100), "3",
            "how often one connect tries a server that cannot be reached");
    static final ConfigurationKey<List<String>> PREFERRED_CODECS = optional("call.preferredVideoCodecs",
            ValueTypes.listOf(CODEC), "the engine's order", "video codecs of calls and presentations, best first");
    static final ConfigurationKey<List<String>> EXCLUDED_CODECS = optional("call.excludedVideoCodecs",
            ValueTypes.listOf(CODEC), "none", "video codecs never to use");
    static final ConfigurationKey<Optional<String>> AUDIO =
            of("call.audio", SourceTypes.AUDIO, "tone:440", "what calls send as audio");
    static final ConfigurationKey<Optional<String>> VIDEO =
            of("call.video", SourceTypes.VIDEO, "pattern:640x360@15", "what calls send as video");
    static final ConfigurationKey<Boolean> AUTO_REDIAL =
            of("call.autoRedial", ValueTypes.bool(), "true", "whether a lost call is set up again");
    static final ConfigurationKey<String> ROOM = optional("call.room", ValueTypes.matching(
            "a number or name without blanks, quotes and brackets", "[\\x21-\\x7e&&[^<>\"]]{1,200}"), "none",
            "room the connector is kept in while it is connected: called at once, and again after 5 to 60 seconds when the call"
                    + " could not be made or has ended. `sip:hangup` holds until `sip:disconnect` and `sip:connect`, another room"
                    + " or a restart; removing the key ends the call");

    static final List<ConfigurationKey<?>> ALL = List.of(SERVER, DOMAIN, TRANSPORT, PATH, ORIGIN, PROXY, SESSION_TIMERS, GRUU,
            DISPLAY_NAME, USER, PASSWORD, REGISTER, REGISTER_EXPIRES, CONNECT_ON_START, TRUST, CA_FILE, CERTIFICATE, KEY,
            ICE_SERVERS, ICE_USERNAME, ICE_CREDENTIAL, REMOTE_ADDRESS, USER_AGENT, MOST_RESOLUTION, EXTRA_HEADERS,
            RECOVERY_MIN, RECOVERY_MAX, ATTEMPTS, AUDIO, VIDEO, AUTO_REDIAL, PREFERRED_CODECS, EXCLUDED_CODECS, ROOM);

    private ConnectorKeys() {}
}
