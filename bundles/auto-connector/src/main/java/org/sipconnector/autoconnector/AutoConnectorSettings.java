/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sipconnector.api.autoconnector.NetworkPolicy;

/** How patient auto connectors are that no client has told otherwise; {@code org.sipconnector.autoconnector.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: staying connected")
public @interface AutoConnectorSettings {

    @AttributeDefinition(description = "Pause after a failed attempt, in milliseconds.")
    long pauseMillis() default 3_000;

    @AttributeDefinition(description = "Share of a pause by which it is shortened or lengthened at random, from 0 to 1.")
    double jitter() default 0.5;

    @AttributeDefinition(description = "Pause between checks of a server that 30 attempts did not reach, in milliseconds.")
    long checkMillis() default 15_000;

    @AttributeDefinition(description = "How long no failed check leads to new attempts after the first one did, in "
            + "milliseconds; doubled by each further one.")
    long backOffMillis() default 1_000;

    @AttributeDefinition(description = "The longest such time, in milliseconds.")
    long longestBackOffMillis() default 30_000;

    @AttributeDefinition(description = "Failed checks in a row from which on they are a warning.")
    int warningAfter() default 3;

    @AttributeDefinition(description = "Failed checks in a row from which on they are critical.")
    int criticalAfter() default 5;

    @AttributeDefinition(description = "How long the host may be offline before the connection is given up, in milliseconds.")
    long offlineGraceMillis() default 2_000;

    @AttributeDefinition(description = "What to do when the host's addresses change: IGNORE, PROBE the connection and make "
            + "a dead one anew, or RECONNECT in any case.")
    NetworkPolicy onNetworkChange() default NetworkPolicy.PROBE;

    @AttributeDefinition(description = "What to do when the host is online again: IGNORE, PROBE or RECONNECT.")
    NetworkPolicy onNetworkOnline() default NetworkPolicy.PROBE;
}
