/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.List;

/** Connectors for whoever looks by JMX. Nothing here is secret, and nothing changes anything. */
public interface ConnectorsMXBean {

    /** All of them, in the order of their ids. */
    List<ConnectorView> getConnectors();

    int getRegistered();

    /** Those with a call that is up. */
    int getInCall();

    /** What {@code sip:health} tells, a line each; empty when all is well. */
    List<String> getProblems();
}
