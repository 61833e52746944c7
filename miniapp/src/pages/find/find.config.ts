export default definePageConfig({ navigationBarTitleText: '评执法' })
