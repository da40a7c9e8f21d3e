/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

/** How much the SIP foundation holds now; after all calls and accounts are gone each count returns to zero. */
public record SipStatistics(int userAgents, int connections, int dialogs, int clientTransactions, int serverTransactions) {}
