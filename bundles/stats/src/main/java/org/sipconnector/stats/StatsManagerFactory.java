/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;

/** The code of the stats manager. */
@Component(service = ManagerFactory.class)
public final class StatsManagerFactory extends StatefulManagerFactory<Collecting, StatsSnapshot> {

    private final MediaEngine media;

    @Activate
    public StatsManagerFactory(@Reference(target = Foundation.STABLE) MediaEngine media) {
        super(StatsManager.class, StatsSnapshot.NONE, Collecting.VERSION, Collecting.NONE);
        this.media = media;
    }

    @Override
    protected StatsSnapshot snapshot(Lane lane, Collecting state) {
        return state.snapshot();
    }

    @Override
    public boolean keptInPassing() {
        return true;
    }

    @Override
    protected Manager manager(ManagerContext<Collecting, StatsSnapshot> context) {
        return new DefaultStatsManager(context, media);
    }
}
