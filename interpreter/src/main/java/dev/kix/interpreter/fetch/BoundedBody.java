package dev.kix.interpreter.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body in memory, which is a failure as soon as it has more than so many bytes. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
  private final HttpResponse.BodySubscriber<byte[]> body =
      HttpResponse.BodySubscribers.ofByteArray();
  private final long max;
  private long size;
  private Flow.@Nullable Subscription source;

  BoundedBody(long max) {
    this.max = max;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    body.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (size > max) {
      return; // what was on its way when it was cancelled
    }
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
    }
    if (size <= max) {
      body.onNext(buffers);
      return;
    }
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    }
    body.onError(new IOException(WebClient.tooLarge(max)));
  }

  @Override
  public void onError(Throwable failure) {
    if (size <= max) {
      body.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (size <= max) {
      body.onComplete();
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }
}
