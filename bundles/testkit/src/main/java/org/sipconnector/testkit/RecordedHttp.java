/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.http.HttpCall;

/** What managers told the HTTP foundation to do, in the words of its interface. */
public sealed interface RecordedHttp extends Command {

    record Send(ConnectorId owner, HttpCall call) implements RecordedHttp {}

    record Cancel(String id) implements RecordedHttp {}
}
