/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;

/** Completes kinds of sources of pictures; what follows {@code file:} and {@code service:} is typed. */
@Service
public final class SourceCompleter extends ValueCompleter {

    @Override
    Stream<Candidate> values() {
        return Stream.of(new Candidate("black", true), new Candidate("file:", false), new Candidate("pattern:1280x720@5", true),
                new Candidate("service:", false));
    }
}
