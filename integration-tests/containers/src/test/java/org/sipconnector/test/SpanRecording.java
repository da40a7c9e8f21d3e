/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.util.List;
import java.util.Optional;

/** Spans that were recorded. It knows no SDK, which a test installs only once it runs. */
interface SpanRecording extends AutoCloseable {

    List<String> names();

    Optional<String> callId();

    @Override
    void close();
}
