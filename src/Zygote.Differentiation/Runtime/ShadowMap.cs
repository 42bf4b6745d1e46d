namespace Zygote.Differentiation;
sealed class ShadowMap { }
