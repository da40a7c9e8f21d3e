/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How a broken main video is noticed and repaired; {@code org.sipconnector.streamhealth.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: health of the main video")
public @interface StreamHealthSettings {

    @AttributeDefinition(description = "How many readings in a row must show the same problem, at least 1.")
    int minConsecutiveProblemSamples() default 3;

    @AttributeDefinition(description = "The least time between two renegotiations for it, in milliseconds, at least 1.")
    long throttleRecoveryMillis() default 4_000;
}
