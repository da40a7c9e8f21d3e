/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.sipconnector.media.helper.HelperLaunch;

/** Settings of the media foundation, {@code org.sipconnector.media.cfg}. */
@ObjectClassDefinition(name = "SIP Connector media", description = "Where the media engine runs.")
@interface MediaSettings {

    String PID = "org.sipconnector.media";

    @AttributeDefinition(description = "none: the media library runs in the server's process, and takes it along should it"
            + " abort. process: it runs in helper processes.",
            options = {@Option(label = "none", value = "none"), @Option(label = "process", value = "process")})
    String isolation() default "none";

    @AttributeDefinition(description = "Peer connections a helper process takes before another is started, above 0.")
    int helper_connections() default 10;

    @AttributeDefinition(description = "Options of a helper's Java virtual machine, separated by blanks.")
    String helper_options() default HelperLaunch.OPTIONS;
}
