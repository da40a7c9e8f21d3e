/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the kernel, {@code org.sipconnector.kernel.cfg}. */
@ObjectClassDefinition(name = "SIP Connector kernel", description = "Lanes and the replacement of managers.")
@interface KernelSettings {

    String PID = "org.sipconnector.kernel";

    @AttributeDefinition(description = "Threads that run lanes; 0 for as many as there are processors, at least 2.")
    int lane_threads() default 0;

    @AttributeDefinition(description = "Seconds a call waits for a manager whose code is absent before it fails.")
    int absence_seconds() default 30;

    @AttributeDefinition(description = "Seconds new code of a manager is on trial after an update; when it throws, the former is put back.")
    int trial_seconds() default 600;

    @AttributeDefinition(description = "Messages that may wait in one lane before further calls are refused.")
    int lane_capacity() default 10_000;

    @AttributeDefinition(description = "Seconds a connector's configuration may be gone before the connector is closed.")
    int deletion_seconds() default 3;

    @AttributeDefinition(description = "What becomes of connectors when the container stops: END or KEEP.")
    String onStop() default "END";

    @AttributeDefinition(description = "Seconds after which calls that the former process kept are hung up instead of taken up.")
    int recovery_maxAgeSeconds() default 120;

    @AttributeDefinition(description = "Seconds that a connector of the former process waits for its file or its bundle, and for its managers.")
    int recovery_ownerSeconds() default 60;

    @AttributeDefinition(description = "Milliseconds after which a change of a connector is in the store; 0 to write none.")
    int recovery_writeMillis() default 50;
}
