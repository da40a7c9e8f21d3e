/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.UserAgentId;

/** What was told SIP servers to do, in the words of their interface. */
public sealed interface RecordedServers extends Command {

    record Drop(UserAgentId client) implements RecordedServers {}

    record Stall(UserAgentId client) implements RecordedServers {}

    record Answer(DialogId dialog, String request, int status, Optional<String> reason, List<Header> headers) implements RecordedServers {}
}
