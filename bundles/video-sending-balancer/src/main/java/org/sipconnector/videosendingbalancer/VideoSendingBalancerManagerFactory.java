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
import org.sipconnector.api.configuration.CheckedConfiguration;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the video sending balancer. */
@Component(service = ManagerFactory.class, configurationPid = BalancerConfiguration.PID)
@Designate(ocd = BalancerSettings.class)
public final class VideoSendingBalancerManagerFactory implements ManagerFactory {

    private final MediaEngine media;
    private final CheckedConfiguration<BalancerOptions> configuration;

    @Activate
    public VideoSendingBalancerManagerFactory(BundleContext context, Map<String, Object> properties,
            @Reference(target = Foundation.STABLE) MediaEngine media) {
        this.media = media;
        this.configuration = new CheckedConfiguration<>(context, BalancerConfiguration.SCHEMA, properties, this::configure);
    }

    /** Outside of a framework. */
    public VideoSendingBalancerManagerFactory(BalancerOptions standard, MediaEngine media) {
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
    public Class<?> api() {
        return VideoSendingBalancerManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return BalancerSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultVideoSendingBalancerManager(lane, media, configuration::current, Balancing.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultVideoSendingBalancerManager(lane, media, configuration::current, previous.as(Balancing.class));
    }
}
