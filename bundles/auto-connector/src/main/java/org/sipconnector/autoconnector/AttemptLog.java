/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.time.Duration;
import org.sipconnector.api.autoconnector.AutoConnectStop;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of attempts since the server was last there: once that they fail, that they are too many, and what came of them. */
final class AttemptLog {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);

    private final AutoConnectorContext work;
    /** Newer code counts anew. */
    private int failures;
    private boolean limitTold;

    AttemptLog(AutoConnectorContext work) {
        this.work = work;
    }

    /** Whether the log knows that the server is not there. */
    boolean failing() {
        return failures > 0;
    }

    void failed(Duration pause, int attempts) {
        if (++failures == 1) {
            LOG.info("{}: trying again in {} s and so on, {} times", work.lane.connector(), pause.toSeconds(), AutoConnectorSnapshot.ATTEMPT_LIMIT);
        } else {
            LOG.debug("attempt {} of {} failed, the next one follows in {} ms", attempts, AutoConnectorSnapshot.ATTEMPT_LIMIT, pause.toMillis());
        }
    }

    void limitReached(int attempts) {
        if (!limitTold) {
            limitTold = true;
            LOG.warn("{}: not connected after {} attempts; looking for the server every {} s", work.lane.connector(), attempts,
                    work.options().checkTelephonyInterval().toSeconds());
        }
    }

    void gaveUp(AutoConnectStop reason, Throwable error) {
        if (reason == AutoConnectStop.CANCELLED) {
            LOG.info("{}: connecting was cancelled: {}", work.lane.connector(), ErrorText.of(error));
        } else {
            LOG.warn("{}: gave up connecting: {}", work.lane.connector(), ErrorText.of(error));
        }
    }

    void succeeded() {
        if (failures > 0) {
            LOG.info("{}: connected again after {} attempts that failed", work.lane.connector(), failures);
        }
        failures = 0;
        limitTold = false;
    }
}
