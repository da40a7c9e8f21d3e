/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.update;

import java.time.Instant;
import java.util.List;

/**
 * Code that was replaced or uninstalled and is still in memory although garbage was collected since: something holds it.
 *
 * @param bundle  symbolic name of its bundle
 * @param version of the code that is held
 * @param id      of its bundle
 * @param since   when it was replaced
 * @param holders what is known to hold it, or could; empty when only a heap dump can tell
 */
public record LingeringCode(String bundle, String version, long id, Instant since, List<String> holders) {

    public LingeringCode {
        holders = List.copyOf(holders);
    }
}
