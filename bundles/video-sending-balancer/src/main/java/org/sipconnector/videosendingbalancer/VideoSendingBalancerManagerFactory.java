/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.spi.configuration.CheckedConfiguration;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.media.MediaEngine;

/** The code of the video sending balancer. */
@Component(service = ManagerFactory.class, configurationPid = BalancerConfiguration.PID)
@Designate(ocd = BalancerSettings.class)
public final class VideoSendingBalancerManagerFactory extends StatefulManagerFactory<Balancing, BalancerSnapshot> {

    private final MediaEngine media;
    private final CheckedConfiguration<BalancerOptions> configuration;

    @Activate
    public VideoSendingBalancerManagerFactory(BundleContext context, Map<String, Object> properties,
            @Reference(target = Foundation.STABLE) MediaEngine media) {
        super(VideoSendingBalancerManager.class, BalancerSnapshot.IDLE, Balancing.VERSION, Balancing.NONE);
        this.media = media;
        this.configuration = new CheckedConfiguration<>(context, BalancerConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public VideoSendingBalancerManagerFactory(BalancerOptions standard, MediaEngine media) {
        super(VideoSendingBalancerManager.class, BalancerSnapshot.IDLE, Balancing.VERSION, Balancing.NONE);
        this.media = media;
        this.configuration = CheckedConfiguration.fixed(standard);
    }

    @Modified
    void configure(Map<String, Object> properties) {
        configuration.update(properties);
    }

    @Deactivate
    void deactivate() {
        configuration.close();
    }

    @Override
    protected BalancerSnapshot snapshot(Lane lane, Balancing state) {
        return state.snapshot(configuration.current());
    }

    @Override
    public boolean keptInPassing() {
        return true;
    }

    @Override
    protected Manager manager(ManagerContext<Balancing, BalancerSnapshot> context) {
        return new DefaultVideoSendingBalancerManager(context, media, configuration::current);
    }
}
