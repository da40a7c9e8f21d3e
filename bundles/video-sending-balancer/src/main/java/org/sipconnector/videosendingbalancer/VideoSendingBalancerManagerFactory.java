package org.sipconnector.videosendingbalancer;

import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
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
@Component(service = ManagerFactory.class, configurationPid = "org.sipconnector.videosendingbalancer")
@Designate(ocd = BalancerSettings.class)
public final class VideoSendingBalancerManagerFactory implements ManagerFactory {

    private final MediaEngine media;
    private volatile BalancerOptions standard;

    @Activate
    public VideoSendingBalancerManagerFactory(BalancerSettings settings,
            @Reference(target = Foundation.STABLE) MediaEngine media) {
        this(options(settings), media);
    }

    public VideoSendingBalancerManagerFactory(BalancerOptions standard, MediaEngine media) {
        this.standard = standard;
        this.media = media;
    }

    @Modified
    void configure(BalancerSettings settings) {
        standard = options(settings);
    }

    private static BalancerOptions options(BalancerSettings settings) {
        return new BalancerOptions(Duration.ofMillis(settings.startDelayMillis()), Duration.ofMillis(settings.pollMillis()),
                Optional.of(settings.ignoreForCodec()).filter(codec -> !codec.isBlank()));
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
        return new DefaultVideoSendingBalancerManager(lane, media, () -> standard, Balancing.NONE);
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultVideoSendingBalancerManager(lane, media, () -> standard, previous.as(Balancing.class));
    }
}
