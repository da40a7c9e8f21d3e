/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How connectors are shared with other processes, {@code org.sipconnector.cluster.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: cluster")
@interface ClusterSettings {

    String PID = "org.sipconnector.cluster";

    @AttributeDefinition(name = "Node", description = "Name of this node; the host's name without it", required = false)
    String node();

    @AttributeDefinition(name = "Servers", description = "ZooKeeper servers; without them this is a single node for trying out", required = false)
    String servers();

    @AttributeDefinition(name = "Path", description = "Everything is kept below it")
    String path() default "/sip-connector";

    @AttributeDefinition(name = "Session", description = "Seconds after which a node that is not heard of has lost its connectors", min = "2")
    int session_seconds() default 10;

    @AttributeDefinition(name = "Key file", description = "The key that what is kept is encrypted by, the same file on each node", required = false)
    String key_file();

    @AttributeDefinition(name = "User", description = "Who may read and write at the servers", required = false)
    String user();

    @AttributeDefinition(name = "Password", type = AttributeType.PASSWORD, required = false)
    String password();

    @AttributeDefinition(name = "Trusted certificates", description = "PEM file of those who sign for the servers; connections are encrypted then",
            required = false)
    String tls_caFile();

    @AttributeDefinition(name = "Certificate and key", description = "PEM file of this node's", required = false)
    String tls_identityFile();

    @AttributeDefinition(name = "Most connectors", description = "How many this node takes", min = "0")
    int connectors_most() default 100_000;

    @AttributeDefinition(name = "Join delay", description = "Seconds that a node has to be there before others give it connectors", min = "0")
    int join_delaySeconds() default 10;
}
