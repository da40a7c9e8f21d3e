/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the stats manager. */
@Component(service = ManagerFactory.class)
public final class StatsManagerFactory implements ManagerFactory {

    private final MediaEngine media;

    @Activate
    public StatsManagerFactory(@Reference(target = Foundation.STABLE) MediaEngine media) {
        this.media = media;
    }

    @Override
    public Class<?> api() {
        return StatsManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return StatsSnapshot.NONE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultStatsManager(lane, media, Collecting.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultStatsManager(lane, media, previous.as(Collecting.class));
    }
}
