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
}
