/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.Connector;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.explanation.ErrorText;

/** Counts connectors after all bundles were exchanged, and knows those of another API, too. */
final class ConnectorsBack {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_MILLIS = 100;

    private final BundleContext framework;
    private final int before;

    /** Counts those there are now. */
    ConnectorsBack(BundleContext framework) throws InvalidSyntaxException, InterruptedException {
        this.framework = framework;
        this.before = count();
        // what is not loaded by now is not there any more when it is needed
        await();
        ErrorText.of(new CommandFailedException(Printable.line("")));
    }

    private int count() throws InvalidSyntaxException {
        ServiceReference<?>[] found = framework.getAllServiceReferences(Connector.class.getName(), null);
        return found == null ? 0 : found.length;
    }

    /**
     * Waits for them and says how many there are.
     *
     * @throws CommandFailedException when some are missing
     */
    String await() throws InvalidSyntaxException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (count() < before && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
        }
        if (count() < before) {
            throw new CommandFailedException("the release is at work, but only " + count() + " of " + before
                    + " connectors have come back within 20 s: sip:status and the log say why");
        }
        return before + (before == 1 ? " connector is" : " connectors are") + " there again";
    }
}
