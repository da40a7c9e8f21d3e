/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.UserAgentSettings;

/** What managers told the SIP foundation to do, in the words of its interface. */
public sealed interface RecordedSip extends Command {

    record Start(ConnectorId owner, UserAgentId userAgent, UserAgentSettings settings) implements RecordedSip {}

    record Stop(UserAgentId userAgent) implements RecordedSip {}

    record Register(UserAgentId userAgent) implements RecordedSip {}

    record Unregister(UserAgentId userAgent) implements RecordedSip {}

    record Request(UserAgentId userAgent, OutgoingRequest request) implements RecordedSip {}

    record Invite(UserAgentId userAgent, DialogId dialog, String target, String offer, List<Header> headers) implements RecordedSip {}

    record Acknowledge(DialogId dialog, String answer) implements RecordedSip {}

    record Ring(DialogId dialog) implements RecordedSip {}

    record Accept(DialogId dialog, String answer, List<Header> headers) implements RecordedSip {}

    record Reject(DialogId dialog, int status, Optional<String> reason, List<Header> headers) implements RecordedSip {}

    record Terminate(DialogId dialog, SipCause cause, Optional<String> reason) implements RecordedSip {}

    record Reinvite(DialogId dialog, String offer, List<Header> headers) implements RecordedSip {}

    record Update(DialogId dialog, String offer, List<Header> headers) implements RecordedSip {}

    record AnswerReinvite(DialogId dialog, String answer) implements RecordedSip {}

    record RefuseReinvite(DialogId dialog, int status) implements RecordedSip {}

    record RequestInDialog(DialogId dialog, OutgoingRequest request) implements RecordedSip {}
}
