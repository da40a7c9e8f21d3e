/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One connector, {@code org.sipconnector.connector~ID.cfg}. Names and defaults are those of {@link ConnectorProperties}. */
@ObjectClassDefinition(factoryPid = ConnectorSettings.FACTORY_PID, name = "SIP connector",
        description = "One account's presence at one conference server; its id is the part after the tilde.")
public @interface ConnectorSettings {

    String FACTORY_PID = "org.sipconnector.connector";

    @AttributeDefinition(description = "Conference server as host or host:port. Required.")
    String server();

    @AttributeDefinition(description = "Domain of the account's address; the server's host when empty.")
    String domain() default "";

    @AttributeDefinition(description = "How SIP reaches the server.", options = {
            @Option(label = "SIP over secure WebSocket", value = "WSS"), @Option(label = "SIP over WebSocket", value = "WS"),
            @Option(label = "TLS", value = "TLS"), @Option(label = "TCP", value = "TCP"), @Option(label = "UDP", value = "UDP")})
    String transport() default "WSS";

    @AttributeDefinition(description = "Path of the WebSocket resource.")
    String webSocketPath() default "/webrtc/wss/";

    @AttributeDefinition(description = "HTTP Origin of the WebSocket handshake; empty to send none.")
    String webSocketOrigin() default "";

    @AttributeDefinition(description = "sip: URI that requests outside dialogs are routed through; empty for none.")
    String outboundProxy() default "";

    @AttributeDefinition(description = "PEM file of the certificate chain to show when the server asks for one.")
    String tls_certificate() default "";

    @AttributeDefinition(description = "PKCS#8 PEM file of that certificate's key, unencrypted.")
    String tls_key() default "";

    @AttributeDefinition(description = "Whether to offer session timers (RFC 4028).")
    boolean sessionTimers() default false;

    @AttributeDefinition(description = "Whether the globally routable URI that the registrar gives is used in calls (RFC 5627);"
            + " only where the server's proxy finds such URIs, too.")
    boolean gruu() default false;

    @AttributeDefinition(description = "Name shown to others.")
    String displayName() default "";

    @AttributeDefinition(description = "User part of the account's address; empty for a guest.")
    String user() default "";

    @AttributeDefinition(type = AttributeType.PASSWORD, description = "Digest secret, best as $[secret:NAME] or $[env:NAME].")
    String password() default "";

    @AttributeDefinition(description = "Whether to register; true when a user is given.", required = false)
    boolean register();

    @AttributeDefinition(description = "Registration lifetime in seconds, 10 to 86400.")
    int registerExpires() default 300;

    @AttributeDefinition(description = "Whether to connect at start and stay connected.")
    boolean connectOnStart() default false;

    @AttributeDefinition(name = "tls.trust",
            description = "How the server's certificate is judged: platform, ca-file, or anything (tests only; then of turns: servers, too).")
    String tls_trust() default "platform";

    @AttributeDefinition(name = "tls.caFile", description = "PEM file of trusted authorities, for tls.trust=ca-file.")
    String tls_caFile() default "";

    @AttributeDefinition(name = "ice.servers", description = "STUN and TURN urls, separated by commas.")
    String ice_servers() default "";

    @AttributeDefinition(name = "ice.username", description = "User of the TURN servers.")
    String ice_username() default "";

    @AttributeDefinition(name = "ice.credential", type = AttributeType.PASSWORD, description = "Password of the TURN servers.")
    String ice_credential() default "";

    @AttributeDefinition(description = "The client's public address, told to the server.")
    String remoteAddress() default "";

    @AttributeDefinition(description = "User-Agent header.")
    String userAgent() default "SIP-Connector";

    @AttributeDefinition(description = "Largest video to send, such as 1280x720; empty for no limit.")
    String maxAvailableResolution() default "";

    @AttributeDefinition(description = "Further headers of REGISTER, such as X-Site: 7, separated by commas.")
    String extraHeaders() default "";

    @AttributeDefinition(name = "recovery.minSeconds", description = "Shortest wait in seconds before a lost transport is opened again.")
    int recovery_minSeconds() default 2;

    @AttributeDefinition(name = "recovery.maxSeconds", description = "Longest such wait in seconds.")
    int recovery_maxSeconds() default 6;

    @AttributeDefinition(description = "How often one connect tries a server that cannot be reached, 1 to 100.")
    int connectAttempts() default 3;

    @AttributeDefinition(name = "call.preferredVideoCodecs",
            description = "Video codecs of calls and presentations, best first, such as video/VP9, separated by commas.")
    String call_preferredVideoCodecs() default "";

    @AttributeDefinition(name = "call.excludedVideoCodecs", description = "Video codecs never to use, separated by commas.")
    String call_excludedVideoCodecs() default "";

    @AttributeDefinition(name = "call.audio", description = "What calls send as audio, such as tone:440, silence, or none.")
    String call_audio() default "tone:440";

    @AttributeDefinition(name = "call.video", description = "What calls send as video, such as pattern:640x360@15, black, or none.")
    String call_video() default "pattern:640x360@15";

    @AttributeDefinition(name = "call.autoRedial", description = "Whether a lost call is set up again.")
    boolean call_autoRedial() default true;

    @AttributeDefinition(name = "call.room", description = "Room the connector is kept in while it is connected.")
    String call_room() default "";
}
