/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.sipconnector.simulator}; without it the simulator never starts. */
@ObjectClassDefinition(name = "SIP Connector: conference simulator",
        description = "A small conference server on this machine, for demos and tests only")
public @interface SimulatorConfiguration {

    @AttributeDefinition(name = "Host", description = "Address to bind to. Leave it at loopback unless you know why not")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Domain", description = "Domain of its users and digest realm; the host when empty")
    String domain() default "";

    @AttributeDefinition(name = "WSS port",
            description = "TCP port of SIP over secure WebSocket and of HTTPS; 0 for any free one, -1 for none")
    int wss_port() default 7443;

    @AttributeDefinition(name = "WS port",
            description = "TCP port of SIP over plain WebSocket and of HTTP; 0 for any free one, -1 for none")
    int ws_port() default -1;

    @AttributeDefinition(name = "TCP port", description = "Port of SIP over TCP; 0 for any free one, -1 for none")
    int tcp_port() default -1;

    @AttributeDefinition(name = "UDP port", description = "Port of SIP over UDP; 0 for any free one, -1 for none")
    int udp_port() default -1;

    @AttributeDefinition(name = "Users", type = AttributeType.PASSWORD,
            description = "Entries user:password, separated by commas; a comma in a password is written with a backslash. When empty, any user may register with a random password, logged once")
    String[] users() default {};

    @AttributeDefinition(name = "Data directory",
            description = "Where its authority (ca.pem) and certificate are kept; data/simulator in Karaf when empty")
    String data_directory() default "";

    @AttributeDefinition(name = "Alone", description = "What somebody alone in a room gets: echo or pattern")
    String alone() default "echo";

    @AttributeDefinition(name = "Frame rate", description = "Frames per second it sends, 1 to 30")
    int frame_rate() default 15;

    @AttributeDefinition(name = "Content codec",
            description = "Codec of presentations as told to clients: H264, VP8, VP9 or AV1")
    String content_codec() default "VP8";
}
