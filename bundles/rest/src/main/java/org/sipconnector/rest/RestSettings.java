/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Who may use the REST interface; {@code org.sipconnector.rest.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: REST interface")
@interface RestSettings {

    @AttributeDefinition(description = "Whether other hosts than this one may ask.")
    boolean remote() default false;

    @AttributeDefinition(description = "Name of the container's realm.")
    String realm() default "karaf";

    @AttributeDefinition(description = "What who does not log in may do.",
            options = {@Option(label = "nothing", value = "nobody"), @Option(label = "what a viewer may", value = "viewer"),
                    @Option(label = "what a manager may", value = "manager"), @Option(label = "everything", value = "admin")})
    String anonymous() default "nobody";

    @AttributeDefinition(description = "Requests of one address in a minute; more are answered 429.")
    int requestsPerMinute() default 600;

    @AttributeDefinition(description = "How many may hear events at once.")
    int eventStreams() default 32;

    @AttributeDefinition(description = "How large in megabytes a bundle that is uploaded may be.")
    int uploadMegabytes() default 32;
}
