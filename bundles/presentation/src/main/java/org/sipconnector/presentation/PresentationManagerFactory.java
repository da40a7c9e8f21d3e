/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;

/** The code of the presentation manager. */
@Component(service = ManagerFactory.class)
public final class PresentationManagerFactory implements ManagerFactory {

    private final MediaEngine media;

    @Activate
    public PresentationManagerFactory(@Reference(target = Foundation.STABLE) MediaEngine media) {
        this.media = media;
    }

    @Override
    public Class<?> api() {
        return PresentationManager.class;
    }

    @Override
    public Object initialSnapshot() {
        return PresentationSnapshot.IDLE;
    }

    @Override
    public Manager create(Lane lane) {
        return new DefaultPresentationManager(new PresentationContext(lane, media, Presenting.NOTHING));
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new DefaultPresentationManager(new PresentationContext(lane, media, previous.as(Presenting.class)));
    }
}
