/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

/** One flow as transactions see it. */
public interface TransactionFlow {

    /** Value of our Via header for that branch over this flow. */
    String via(String branch);

    /** Whether the transport itself delivers, so that nothing is sent twice. */
    boolean reliable();

    /** @return false when the flow is closed */
    boolean send(byte[] message);
}
