/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.statestore;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where connectors are kept, {@code org.sipconnector.statestore.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: state store")
@interface StateStoreSettings {

    String PID = "org.sipconnector.statestore";

    @AttributeDefinition(name = "Directory", description = "Where connectors are kept; data/sip-connector/state without it", required = false)
    String directory();
}
