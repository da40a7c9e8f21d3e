/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.incomingcall;

import java.util.Optional;

/**
 * Who calls.
 *
 * @param displayName    of the From address
 * @param host           host of the From address
 * @param incomingNumber user part of the From address, may be empty
 */
public record RemoteCaller(Optional<String> displayName, String host, String incomingNumber) {}
