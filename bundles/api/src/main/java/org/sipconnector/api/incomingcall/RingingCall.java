/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import org.sipconnector.api.sip.DialogId;

/** A call that rings. */
public record RingingCall(DialogId dialog, RemoteCaller caller) {}
